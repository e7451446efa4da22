/** Debian's releases: what each packages, and how long it is kept (packages.debian.org; distro-info-data). */
import type { Answers } from './answers.ts'
import type { Arch } from './arch.ts'
import type { XenRelease } from './xen-release.ts'

export type Suite = NonNullable<Answers['dom0-userspace.suite']>

interface DebianRelease {
  readonly number: number
  /** Of hypervisor and tools, by architecture; Debian 12 is the last with Xen for armhf. */
  readonly xen: Readonly<Partial<Record<Arch, XenRelease>>>
  readonly linux: string
  /** The last day of its regular security support. */
  readonly keptUntil: string
}

/** Oldest first. */
export const debian: Readonly<Record<Suite, DebianRelease>> = {
  bookworm: { number: 12, xen: { arm64: '4.17', arm32: '4.17' }, linux: '6.1', keptUntil: '2026-07-11' },
  trixie: { number: 13, xen: { arm64: '4.20' }, linux: '6.12', keptUntil: '2028-08-09' },
}

const suites = Object.keys(debian) as readonly Suite[]

/** The Linux that is built: the long-term series of Debian 13, at the point release that it had in November 2026. */
export const builtLinux = { series: '6.12', tag: 'v6.12.117' } as const

/** The newest suite with Xen for an architecture. */
export const suiteFor = (arch: Arch): Suite => suites.findLast((suite) => debian[suite].xen[arch] !== undefined)!

/** The suite whose tools are of a release of Xen; nothing when none's are. */
export const suiteWith = (release: string, arch: Arch): Suite | undefined =>
  suites.find((suite) => debian[suite].xen[arch] === release)

/** True when a suite is the other or a newer one. */
export const isSuiteSince = (suite: Suite, since: Suite): boolean => suites.indexOf(suite) >= suites.indexOf(since)

/** `Debian 13`. */
export const debianName = (suite: Suite): string => `Debian ${debian[suite].number}`

/**
 * The folder of xenctx and its like: Debian keeps those of each release apart; what build/xen.sh installs, with
 * --libdir=/usr/lib, lies beside no other (m4/paths.m4, LIBEXEC_BIN).
 */
export const toolsFolder = (release: string, { built }: { readonly built: boolean }): string =>
  `/usr/lib/xen${built ? '' : `-${release}`}/bin`

/** What decides whether tools are built. */
export interface ToolsOf {
  readonly arch: Arch
  readonly source: Answers['xen.source']
  readonly system: Answers['dom0-userspace.system']
  readonly suite: Suite | undefined
  readonly release: string | undefined
}

/** True where xl and the daemons are built with the hypervisor, since the Debian of dom0 has none of that release. */
export const buildsTools = ({ arch, source, system, suite, release }: ToolsOf): boolean =>
  source === 'build' &&
  (system === 'own' || (system === 'debian' && (suite === undefined || debian[suite].xen[arch] !== release)))
