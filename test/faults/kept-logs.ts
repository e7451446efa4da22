/** Consoles of the faults, kept so that each day's tests can judge them without booting. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../diagnose/faults', import.meta.url))

/** A line of a kernel, dom0's or a guest's, or what Xen says of one. */
const ofKernel = /^(?:(?:\[xl console\] )?\[ {0,6}\d{1,6}\.\d{6}\]|\(XEN\) d\d+v\d)/

/** Of what kernels print the beginning and the end are kept, and lines that may tell something. */
const keptLines = 4
const mayTell =
  /Xen \d|command line|All CPU|console \[|nitramfs|rootfs|VFS: [CUM]|root device|panic|Run \/|ailed|rror|Unable/

/** Takes out most of what a kernel prints where all is well. */
export function shortened(log: string): string {
  const lines = log.replaceAll('\r', '').split('\n')
  const isKernel = lines.map((line) => ofKernel.test(line))
  const isDull = (index: number): boolean => {
    const around = isKernel.slice(index - keptLines, index + keptLines + 1)
    return around.length > 2 * keptLines && around.every(Boolean) && !mayTell.test(lines[index]!)
  }
  return lines.filter((_, index) => !isDull(index)).join('\n')
}

/** Keeps a console when the environment has XENUP_KEEP_LOGS. */
export function keep(name: string, log: string): void {
  if (!process.env['XENUP_KEEP_LOGS']) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.log`), shortened(log), 'latin1')
}

/** What is kept, by the name of the fault. */
export const keptLogs = (): ReadonlyMap<string, string> =>
  new Map(readdirSync(folder).map((file) => [file.replace(/\.log$/, ''), readFileSync(join(folder, file), 'latin1')]))
