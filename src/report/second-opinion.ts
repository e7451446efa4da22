/** A second opinion as text and as JSON. */
import { type BootSeen, placeIn, type ScriptKind, startsXen } from '../model/boot-seen.ts'
import type { Verdicts } from '../model/finding.ts'
import { checkText } from '../model/finding-text.ts'
import { toJson } from '../model/json.ts'
import { visible } from '../model/visible.ts'
import { wrap } from '../model/wrap.ts'

const kinds: Readonly<Record<ScriptKind, string>> = {
  'u-boot': 'a U-Boot script',
  imagebuilder: 'an ImageBuilder configuration',
  grub: 'a GRUB configuration',
  'xen-cfg': 'a configuration of Xen under UEFI',
}

/** What it was taken for and loads, what was not read, and the verdicts. */
export function opinionText(
  boot: BootSeen,
  verdicts: Verdicts,
  { columns, all }: { readonly columns: number; readonly all: boolean },
): string {
  const lines = [wrap(`${visible(boot.file)} is ${kinds[boot.kind]}.`, columns, '  ')]
  for (const { role, file, address, at } of boot.loads) {
    const name = role === 'xen' && !startsXen(boot) ? 'what is started' : role ? roles[role] : 'something else'
    lines.push(
      wrap(
        `  line ${at.line}: ${name}, ${visible(file ?? 'without a name')}${address ? ` at ${visible(address.text)}` : ''}`,
        columns,
        '    ',
      ),
    )
  }
  if (boot.start) {
    const { command, at } = boot.start
    lines.push(`  line ${at.line}: ${visible(command)}`)
  }
  const unread = boot.unread.map(({ says, at }) =>
    wrap(`  ${visible(placeIn(boot, at))}: ${visible(says)}`, columns, '    '),
  )
  return [
    `${lines.join('\n')}\n`,
    ...(unread.length > 0 ? [`Not understood, and so not judged:\n${unread.join('\n')}\n`] : []),
    checkText(verdicts, { columns, all }),
  ].join('\n')
}

const roles = { dtb: 'the device tree', xen: 'Xen', kernel: 'the dom0 kernel', initrd: 'the dom0 initramfs' } as const

/** `{"xenup":1,"script":{file,kind,loads,modules,lines,start,notUnderstood},"findings":…,"passed":…,"notChecked":…}` */
export function opinionJson(boot: BootSeen, { findings, passed, notChecked }: Verdicts): string {
  const { file, kind, loads, modules, lines, start, unread } = boot
  const script = {
    file,
    kind,
    loads: loads.map(({ role, file: name, address, at }) => ({
      role,
      file: name,
      address: address?.value ?? address?.text,
      at: placeIn(boot, at),
    })),
    modules: modules.map(({ path, compatible, at }) => ({
      path,
      compatible: compatible?.values,
      at: placeIn(boot, at),
    })),
    commandLines: Object.fromEntries(
      Object.entries(lines).map(([name, { text, at }]) => [name, { text, at: placeIn(boot, at) }]),
    ),
    start: start && { command: start.command, at: placeIn(boot, start.at) },
    notUnderstood: unread.map(({ says, at }) => ({ says, at: placeIn(boot, at) })),
  }
  return `${toJson({ xenup: 1, script, findings, passed, notChecked })}\n`
}
