/**
 * What a kernel's configuration lacks for the domain that it is for; shared by the checks of dom0's and of the guest's.
 */
import type { Arch } from '../model/arch.ts'
import type { ParsedFile } from '../model/facts.ts'
import { type KernelOption, type KernelReason, kernelOptionsFor } from '../model/kernel-options.ts'
import { atAnswer, type Found, type Lacks } from './check.ts'

/** A configuration and what it is judged by. */
export interface Configured {
  readonly learnt: ParsedFile
  readonly domain: 'dom0' | 'guest'
  readonly arch: Arch
  readonly hasInitramfs: boolean
  /** Where a reason counts; the others always do. */
  readonly wantedWhere: Readonly<Partial<Record<KernelReason, boolean>>>
}

/**
 * One finding for what it needs and one for what it should have, each with every symbol; nothing of what a fragment
 * leaves open.
 */
export function configFaults(configured: Configured): readonly Found[] | Lacks {
  const {
    learnt: { path, facts },
    domain,
    arch,
  } = configured
  const [whose, at, fragment] = [
    `the ${domain} kernel`,
    atAnswer(domain === 'dom0' ? 'dom0-kernel.config' : 'guest.kernel-config'),
    `kernel/${domain}.config`,
  ]
  const values = facts['config.values']?.value
  const its = facts['config.arch']
  if (!values) return { lacks: `a configuration in ${path}` }
  if (its && its.value !== arch) {
    return [
      {
        severity: 'error',
        says: `The configuration of ${whose} (${path}) is one for ${its.value}, and the board is ${arch}`,
        at,
        also: `${path} ${its.evidence.at}`,
        fix: 'Name the configuration of the kernel that will boot.',
      },
    ]
  }
  const lines = facts['config.lines']?.value ?? {}
  const wrong = optionsFor(configured).filter((option) => isWrong(option, values[option.symbol]))
  const told = ({ symbol }: KernelOption): string =>
    `CONFIG_${symbol}=${values[symbol]} (${lines[symbol] === undefined ? 'not named' : `line ${lines[symbol]}`})`
  const found = (['required', 'wanted'] as const).flatMap((need): readonly Found[] => {
    const all = wrong.filter((option) => option.need === need)
    if (all.length === 0) return []
    return [
      {
        severity: need === 'required' ? 'error' : 'warning',
        says: `The configuration of ${whose} ${need === 'required' ? 'is not one for Xen' : 'is not all that it should be'}: ${all.map(told).join(', ')}`,
        at,
        also: path,
        fix: `Merge ${fragment} into it, which wants ${all.map(({ symbol, want }) => `CONFIG_${symbol}=${want}`).join(', ')}, and build the kernel again.`,
      },
    ]
  })
  return found.length === 0 && facts['config.whole']?.value === false
    ? { lacks: `a whole configuration of ${whose}, and ${path} is a fragment` }
    : found
}

function optionsFor({ domain, arch, hasInitramfs, wantedWhere }: Configured): readonly KernelOption[] {
  return (
    kernelOptionsFor(domain, arch)
      .filter(({ why }) => wantedWhere[why] ?? true)
      // An initramfs mounts /dev by itself, and Debian's kernels count on that.
      .filter(({ symbol }) => symbol !== 'DEVTMPFS_MOUNT' || !hasInitramfs)
      // An initramfs that the kernel does not unpack is none.
      .map((option): KernelOption => (option.why === 'initramfs' ? { ...option, need: 'required' } : option))
  )
}

function isWrong({ want, module }: KernelOption, value: string | undefined): boolean {
  if (value === undefined) return false
  return want === 'n' ? value !== 'n' : value !== 'y' && !(value === 'm' && module)
}
