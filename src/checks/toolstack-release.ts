/**
 * xl talks to the Xen of its own release only (tools/libs/ctrl; the interface version of sysctl and domctl,
 * xen/include/public).
 */
import { suiteWith, xenOf } from '../model/debian.ts'
import { atAnswer, defineCheck } from './check.ts'

export const toolstackRelease = defineCheck({
  id: 'toolstack-release',
  needs: ['xen.version', 'dom0-userspace.system'],
  uses: ['dom0-userspace.suite', 'xen.source', 'read:xen.file'],
  run(have) {
    const suite = have['dom0-userspace.suite']
    if (have['dom0-userspace.system'] !== 'debian' || suite === undefined) {
      return { lacks: 'a system for dom0 whose tools are known (dom0-userspace.system: debian)' }
    }
    const tools = xenOf[suite]
    const inside = have['read:xen.file']?.facts['xen.version']?.value
    const release = inside ?? have['xen.version']
    if (release === tools) return []
    const fitting = suiteWith(release)
    const isBuilt = have['xen.source'] === 'build'
    return [
      {
        // Where no Debian has the tools, whoever brings that Xen builds them.
        severity: fitting && !isBuilt ? 'error' : 'warning',
        says: `The tools of Debian ${suite} are of Xen ${tools}, and Xen ${release} is to boot: xl would refuse to work with it`,
        at: atAnswer('dom0-userspace.suite'),
        also: inside === undefined ? atAnswer('xen.version') : atAnswer('xen.file'),
        fix: fitting
          ? `Use Debian ${fitting}, or Xen ${tools}.`
          : isBuilt
            ? 'Build the tools of the same release on dom0: bash build/xen.sh --tools.'
            : `Use Xen ${tools}, or build Xen and its tools (xen.source: build).`,
      },
    ]
  },
})
