/**
 * xl talks to the Xen of its own release only (tools/libs/ctrl; the interface version of sysctl and domctl,
 * xen/include/public).
 */
import { debian, debianName, suiteWith } from '../model/debian.ts'
import { atAnswer, defineCheck } from './check.ts'

export const toolstackRelease = defineCheck({
  id: 'toolstack-release',
  needs: ['xen.version', 'dom0-userspace.system'],
  uses: ['dom0-userspace.suite', 'xen.source', 'read:xen.file', 'arch', 'board'],
  run(have) {
    const suite = have['dom0-userspace.suite']
    if (have['dom0-userspace.system'] !== 'debian' || suite === undefined) {
      return { lacks: 'a system for dom0 whose tools are known (dom0-userspace.system: debian)' }
    }
    const arch = have.arch?.value ?? have.board?.arch ?? 'arm64'
    const tools = debian[suite].xen[arch]
    const inside = have['read:xen.file']?.facts['xen.version']?.value
    const release = inside ?? have['xen.version']
    if (release === tools) return []
    const fitting = suiteWith(release, arch)
    const isBuilt = have['xen.source'] === 'build'
    return [
      {
        // Where no Debian has the tools, whoever brings that Xen builds them.
        severity: fitting && !isBuilt ? 'error' : 'warning',
        says:
          tools === undefined
            ? `${debianName(suite)} has no tools of Xen for 32 bits, and Xen ${release} is to boot`
            : `The tools of ${debianName(suite)} (${suite}) are of Xen ${tools}, and Xen ${release} is to boot: xl would refuse to work with it`,
        at: atAnswer('dom0-userspace.suite'),
        also: inside === undefined ? atAnswer('xen.version') : atAnswer('xen.file'),
        fix: isBuilt
          ? 'Build the tools of the same release on dom0: bash build/xen.sh --tools.'
          : [
              fitting && `Use ${debianName(fitting)} (${fitting})`,
              tools && `${fitting ? 'or' : 'Use'} Xen ${tools}`,
              !fitting && `${tools ? 'or build' : 'Build'} Xen and its tools (xen.source: build)`,
            ]
              .filter(Boolean)
              .join(', ')
              .concat('.'),
      },
    ]
  },
})
