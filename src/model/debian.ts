/** Debian's releases, and the Xen that each packages (packages.debian.org, source package xen). */
import type { Answers } from './answers.ts'
import type { XenRelease } from './xen-release.ts'

export type Suite = NonNullable<Answers['dom0-userspace.suite']>

/** The release of Xen, hypervisor and tools, by suite. */
export const xenOf = { bookworm: '4.17', trixie: '4.20' } as const satisfies Record<Suite, XenRelease>

/** The suite whose tools are of a release of Xen; nothing when none's are. */
export const suiteWith = (release: string): Suite | undefined =>
  (Object.keys(xenOf) as Suite[]).find((suite) => xenOf[suite] === release)

/**
 * The folder of xenctx and its like: Debian keeps those of each release apart; what build/xen.sh installs, with
 * --libdir=/usr/lib, lies beside no other (m4/paths.m4, LIBEXEC_BIN).
 */
export const toolsFolder = (release: string, { built }: { readonly built: boolean }): string =>
  `/usr/lib/xen${built ? '' : `-${release}`}/bin`

/** True where xl and the daemons are built with the hypervisor, since the Debian of dom0 has none of that release. */
export const buildsTools = (
  source: Answers['xen.source'],
  system: Answers['dom0-userspace.system'],
  suite: Suite | undefined,
  release: string | undefined,
): boolean =>
  source === 'build' && (system === 'own' || (system === 'debian' && (suite === undefined || xenOf[suite] !== release)))
