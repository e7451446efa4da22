/** What a guest's configuration for xl says. */
import { nearest } from '../model/nearest.ts'
import type { XlSetting, XlUnknownKey } from '../model/xl-facts.ts'
import { xlKeys, xlListKeys } from '../model/xl-keys.ts'
import { readXlConfig } from '../read/xl-config.ts'
import { diskSpec, vifSpec } from '../read/xl-disk.ts'
import type { AddFact } from './fact-collector.ts'

/** Learns from its text. `marked`: a byte order mark stood before it. */
export function learnXlConfig(text: string, marked: boolean, learn: AddFact): void {
  const isCrlf = text.includes('\r\n')
  const { settings, problems } = readXlConfig(text.replaceAll('\r\n', '\n'))
  const faults = [
    ...(marked ? ['it begins with a byte order mark, which an editor put there: xl stops on the first line'] : []),
    // One cause for what would be a fault on every line.
    ...(isCrlf ? ['its lines end in CR LF, and xl takes LF only: it stops on the first line'] : []),
    ...problems,
    ...settings
      .filter(({ key, value }) => xlListKeys.has(key) && !Array.isArray(value))
      .map(({ key, line }) => `line ${line}: ${key} is a single value, and xl takes a list: ${key} = [ "…" ]`),
  ]
  const lines = settings.length > 0 ? `lines ${settings[0]!.line} to ${settings.at(-1)!.line}` : 'no line of it'
  learn('xl.settings', settings, lines)
  const unknown = settings.flatMap((setting): XlUnknownKey[] => (xlKeys.has(setting.key) ? [] : [unknownKey(setting)]))
  if (unknown.length > 0) learn('xl.unknown', unknown, `${lines}; xl ignores what it does not know`)
  learnItems(
    'disk',
    settings,
    (raw, line) => ({ raw, line, ...diskSpec(raw) }),
    (disks, at) => learn('xl.disks', disks, at),
  )
  learnItems(
    'vif',
    settings,
    (raw, line) => ({ raw, line, ...vifSpec(raw) }),
    (vifs, at) => learn('xl.vifs', vifs, at),
  )
  learn('xl.lineEnds', isCrlf ? 'crlf' : 'lf', 'its line ends')
  if (faults.length > 0) learn('xl.problems', faults, 'the lines named')
}

function unknownKey({ key, line }: XlSetting): XlUnknownKey {
  const meant = nearest(key, [...xlKeys])
  return { key, line, ...(meant !== undefined && { meant }) }
}

/** The items of a list, when there is one. */
function learnItems<T>(
  key: string,
  settings: readonly XlSetting[],
  read: (raw: string, line: number) => T,
  note: (items: readonly T[], at: string) => void,
): void {
  const setting = settings.find((one) => one.key === key)
  if (setting && Array.isArray(setting.value))
    note(
      setting.value.map((item) => read(String(item), setting.line)),
      `line ${setting.line}`,
    )
}
