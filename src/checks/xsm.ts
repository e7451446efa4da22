/**
 * Xen's security modules: what flask= and xsm= want, and whether the boot brings it (xen/xsm/xsm_core.c,
 * xen/xsm/flask/flask_op.c, hooks.c).
 */
import { valuesOf } from '../model/linux-command-line.ts'
import { atAnswer, defineCheck, type Found } from './check.ts'

const modules = ['dummy', 'flask', 'silo']
const modes = ['enforcing', 'permissive', 'late', 'disabled']

export const xsm = defineCheck({
  id: 'xsm',
  needs: ['xen.options'],
  uses: ['read:guest.config-file', 'read:dtb.file'],
  run(have) {
    const at = atAnswer('xen.options')
    const module = valuesOf(have['xen.options'], 'xsm').at(-1)
    const mode = valuesOf(have['xen.options'], 'flask').at(-1)
    const found: Found[] = []
    if (module !== undefined && !modules.includes(module)) {
      found.push({
        severity: 'warning',
        says: `Xen has no security module ${module || 'without a name'} (xsm=): it would go on with its default`,
        at,
        fix: `Use one of ${modules.join(', ')}, or leave xsm= out.`,
      })
    }
    if (mode !== undefined && !modes.includes(mode)) {
      found.push({
        severity: module === 'flask' ? 'error' : 'warning',
        says: `Xen does not know flask=${mode}: where FLASK is in use it would panic with "Flask: Invalid value for flask= boot parameter"`,
        at,
        fix: `Use one of ${modes.join(', ')}, or leave flask= out.`,
      })
    } else if (mode !== undefined && module !== 'flask') {
      found.push({
        severity: 'warning',
        says: `flask=${mode} does nothing without xsm=flask, unless this Xen was built with FLASK as its default`,
        at,
        fix: 'Add xsm=flask, or leave flask= out.',
      })
    } else if (
      module === 'flask' &&
      (mode ?? 'enforcing') === 'enforcing' &&
      !hasPolicy(have['read:dtb.file']?.facts['chosen.modules']?.value)
    ) {
      found.push({
        severity: 'warning',
        says: 'xsm=flask enforces a policy, and no module brings one: a Xen without a built-in policy would panic with "Unable to load FLASK policy"',
        at,
        fix: 'Add flask=permissive or flask=late, or build Xen with CONFIG_XSM_FLASK_POLICY.',
      })
    }
    const label =
      module === 'flask'
        ? undefined
        : have['read:guest.config-file']?.facts['xl.settings']?.value.find(({ key }) => key === 'seclabel')
    if (label) {
      found.push({
        severity: 'warning',
        says: `${have['read:guest.config-file']!.path} line ${label.line} gives the guest a seclabel, and Xen is started without xsm=flask: xl ignores it with a warning`,
        at: atAnswer('guest.config-file'),
        also: at,
        fix: 'Add xsm=flask to xen.options, or take seclabel out.',
      })
    }
    return found
  },
})

const hasPolicy = (all: readonly { readonly kind: string }[] | undefined): boolean =>
  all?.some(({ kind }) => kind === 'xsm-policy') ?? false
