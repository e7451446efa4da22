/** The answers files of released versions, and what they come to; the files that they name are made here. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { render } from '../../src/artifacts/render.ts'
import { boardPages } from '../../src/content/board-page.ts'
import { type FileReader, replay } from '../../src/engine/replay.ts'
import { begin } from '../../src/engine/session.ts'
import { parseFile } from '../../src/learn/file.ts'
import type { Answers } from '../../src/model/answers.ts'
import { evaluate } from '../../src/project/evaluation.ts'
import { library } from '../../src/project/open.ts'
import { templates } from '../../src/project/templates.ts'
import { steps } from '../../steps/index.ts'
import { boardTree, testVersion } from '../artifacts/fixtures.ts'
import { dtb } from '../dtb.ts'
import { files } from '../journeys/conclude.ts'

const folder = new URL('released/', import.meta.url)

/** The versions that have a folder. */
export const releasedVersions: readonly number[] = readdirSync(folder).map(Number).sort()

/** The bytes of each answers file of a version, by its name. */
export const releasedFiles = (version: number): readonly (readonly [name: string, bytes: Buffer])[] =>
  readdirSync(new URL(`${version}/`, folder))
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => [name, readFileSync(new URL(`${version}/${name}`, folder))])

/** The path of what was noted of a version when it was the newest. */
export const released = (version: number, name: string): string => new URL(`${version}/${name}`, folder).pathname

const noMemory = { 'memory@40000000': undefined }
const cpu = (reg: number) => ({ device_type: 'cpu', compatible: 'arm,cortex-a7', reg })
const named: Readonly<Record<string, Uint8Array>> = {
  ...files,
  'bcm2711.dtb': dtb(boardTree({ ...noMemory, compatible: ['raspberrypi,4-model-b', 'brcm,bcm2711'] })),
  'sun7i.dtb': dtb(
    boardTree({
      ...noMemory,
      compatible: ['cubietech,cubietruck', 'allwinner,sun7i-a20'],
      cpus: { '#address-cells': 1, '#size-cells': 0, 'cpu@0': cpu(0), 'cpu@1': cpu(1) },
      timer: { compatible: 'arm,armv7-timer', interrupts: [1, 13, 0xf08, 1, 14, 0xf08, 1, 11, 0xf08, 1, 10, 0xf08] },
    }),
  ),
}

const teach: FileReader = (path, asked) => {
  const bytes = named[path]
  if (!bytes) throw new Error(`no test makes the file ${path}`)
  return parseFile(bytes, path, bytes.length, asked)
}

const short = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 12)

/** The beginning of the SHA-256 of each artifact that answers give, all that is open taken as suggested. */
export function artifactHashes(answers: Answers): Readonly<Record<string, string>> {
  const { session, refused, stoppedAt } = replay(begin(steps, boardPages(library()), answers), teach, {
    takeSuggestions: true,
  })
  if (refused.length > 0 || stoppedAt) throw new Error(JSON.stringify({ refused, stoppedAt }))
  const { planned, verdicts, open } = evaluate(session)
  if (!planned.ok) throw new Error(JSON.stringify(planned.refusals))
  const artifacts = render(planned.plan, { version: testVersion, verdicts, open, localFiles: {} }, templates)
  return Object.fromEntries(artifacts.map(({ path, bytes }) => [path, short(bytes)]))
}
