/** What a kernel configuration says of the symbols that matter to Xen. */
import type { ConfigValues } from '../model/config-facts.ts'
import { symbolsRead } from '../model/kernel-options.ts'
import { type KernelConfig, readKernelConfig } from '../read/kernel-config.ts'
import type { AddFact } from './fact-collector.ts'

/** `within` stands before every place: `''` for a file of its own. */
export function learnKernelConfig(text: string, within: string, learn: AddFact): void {
  const config = readKernelConfig(text)
  const { symbols, header, whole, problems } = config
  learn(
    'config.whole',
    whole,
    header
      ? `${within}line ${header.line}`
      : `${within}${whole ? 'the symbols that it names as not set' : 'it has no title of a build'}`,
  )
  learn('config.version', header?.version, `${within}line ${header?.line}`)
  learnArch(config, within, learn)
  const values: Record<string, string> = {}
  const lines: Record<string, number> = {}
  for (const symbol of symbolsRead) {
    const found = symbols.get(symbol)
    if (found) lines[symbol] = found.line
    if (found || whole) values[symbol] = found?.value ?? 'n'
  }
  const at = whole ? `${within}by symbol; what it does not name is n` : `${within}by symbol`
  learn('config.values', values, at)
  learn('config.lines', lines, at)
  if (problems.length > 0) learn('config.problems', problems, `${within}the lines named`)
}

/** The title names the architecture (ARCH of the build), else the symbol of it. */
function learnArch({ symbols, header }: KernelConfig, within: string, learn: AddFact): void {
  const byTitle: Readonly<Record<string, ConfigValues['config.arch']>> = {
    arm64: 'arm64',
    arm: 'arm32',
    x86: 'x86',
    x86_64: 'x86',
    i386: 'x86',
    riscv: 'riscv',
  }
  if (header && Object.hasOwn(byTitle, header.arch))
    return learn('config.arch', byTitle[header.arch], `${within}line ${header.line}`)
  for (const [symbol, arch] of [
    ['ARM64', 'arm64'],
    ['ARM', 'arm32'],
    ['X86', 'x86'],
    ['RISCV', 'riscv'],
  ] as const) {
    const found = symbols.get(symbol)
    if (found?.value === 'y') return learn('config.arch', arch, `${within}line ${found.line}`)
  }
}
