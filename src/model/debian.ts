/** Debian's releases, and the Xen that each packages (packages.debian.org, source package xen). */
import type { Answers } from './answers.ts'
import type { XenRelease } from './xen-release.ts'

export type Suite = NonNullable<Answers['dom0-userspace.suite']>

/** The release of Xen, hypervisor and tools, by suite. */
export const xenOf = { bookworm: '4.17', trixie: '4.20' } as const satisfies Record<Suite, XenRelease>

/** The suite whose tools are of a release of Xen; nothing when none's are. */
export const suiteWith = (release: string): Suite | undefined =>
  (Object.keys(xenOf) as Suite[]).find((suite) => xenOf[suite] === release)
