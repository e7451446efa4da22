/** The Xen releases that the tables here know, oldest first (xen.git CHANGELOG.md and the stable-* branches). */
export const releases = ['4.14', '4.16', '4.17', '4.18', '4.19', '4.20', '4.21', '4.22'] as const

export type XenRelease = (typeof releases)[number]

/** The tag of each release's newest point release (tags of xen.git, August 2026). */
export const pointReleases: Readonly<Record<XenRelease, string>> = {
  '4.14': 'RELEASE-4.14.6',
  '4.16': 'RELEASE-4.16.7',
  '4.17': 'RELEASE-4.17.7',
  '4.18': 'RELEASE-4.18.6',
  '4.19': 'RELEASE-4.19.6',
  '4.20': 'RELEASE-4.20.4',
  '4.21': 'RELEASE-4.21.2',
  '4.22': 'RELEASE-4.22.0',
}

/** The newest stable release (xen.git CHANGELOG.md: 4.22.0, 2026-07-30). */
export const newestRelease: XenRelease = '4.22'

/** Compares two releases such as `4.9` and `4.17` by number; below 0 when the first is older. */
export function compareReleases(a: string, b: string): number {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number)
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number)
  return aMajor - bMajor || aMinor - bMinor
}

/** True when a feature that came with `since` (`4.19`, or `<=4.3` for "always") is in `release`. */
export const hasFeatureSince = (release: string, since: string): boolean =>
  since.startsWith('<=') || compareReleases(release, since) >= 0
