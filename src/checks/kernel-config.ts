/** What a kernel's configuration lacks for the domain that it is for; shared by the checks of dom0's and of the guest's. */
import type { Learnt } from '../model/facts.ts'
import type { KernelOption } from '../model/kernel-options.ts'
import type { Found, Lacks } from './check.ts'

/** A configuration and what it is judged by. */
export interface Configured {
  readonly learnt: Learnt
  readonly options: readonly KernelOption[]
  /** `the dom0 kernel` */
  readonly whose: string
  readonly at: string
  /** The fragment that xenup writes for it. */
  readonly fragment: string
  readonly arch: 'arm64' | 'arm32'
}

/** One finding for what it needs and one for what it should have, each with every symbol; nothing of what a fragment leaves open. */
export function configFaults({ learnt: { path, facts }, options, whose, at, fragment, arch }: Configured): readonly Found[] | Lacks {
  const values = facts['config.values']?.value
  const its = facts['config.arch']
  if (!values) return { lacks: `a configuration in ${path}` }
  if (its && its.value !== arch) {
    return [{ severity: 'error', at, also: `${path} ${its.evidence.at}`, fix: 'Name the configuration of the kernel that will boot.', says: `The configuration of ${whose} (${path}) is one for ${its.value}, and the board is ${arch}` }]
  }
  const lines = facts['config.lines']?.value ?? {}
  const wrong = options.filter((option) => isWrong(option, values[option.symbol]))
  const told = ({ symbol }: KernelOption): string => `CONFIG_${symbol}=${values[symbol]} (${lines[symbol] === undefined ? 'not named' : `line ${lines[symbol]}`})`
  const found = (['required', 'wanted'] as const).flatMap((need): readonly Found[] => {
    const all = wrong.filter((option) => option.need === need)
    if (all.length === 0) return []
    return [{
      severity: need === 'required' ? 'error' : 'warning', at, also: path,
      says: `The configuration of ${whose} ${need === 'required' ? 'is not one for Xen' : 'is not all that it should be'}: ${all.map(told).join(', ')}`,
      fix: `Merge ${fragment} into it, which wants ${all.map(({ symbol, want }) => `CONFIG_${symbol}=${want}`).join(', ')}, and build the kernel again.`,
    }]
  })
  return found.length === 0 && facts['config.whole']?.value === false ? { lacks: `a whole configuration of ${whose}, and ${path} is a fragment` } : found
}

function isWrong({ want, module }: KernelOption, value: string | undefined): boolean {
  if (value === undefined) return false
  return want === 'n' ? value !== 'n' : value !== 'y' && !(value === 'm' && module)
}
