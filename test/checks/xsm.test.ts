import { xsm } from '../../src/checks/xsm.ts'
import { type Changes, fact, file, tree } from './material.ts'
import { describeCheck } from './table.ts'

const options = (text: string): Changes => ({ 'xen.options': `loglvl=all ${text}`.trim() })
const labelled: Changes = {
  'read:guest.config-file': file('guest.cfg', 'xl-config', {
    'xl.settings': [{ key: 'seclabel', value: 'system_u:system_r:domU_t', line: 4 }],
  }),
}
const policy: Changes = {
  'read:dtb.file': tree({
    'chosen.modules': fact([{ path: '/chosen/policy', kind: 'xsm-policy', ofGuest: false, cells: 4, problems: [] }]),
  }),
}

describeCheck(xsm, {
  passes: {
    'nothing about it': options(''),
    'the default by name': options('xsm=silo'),
    'FLASK that does not enforce': options('xsm=flask flask=permissive'),
    'FLASK that gets its policy later': options('xsm=flask flask=late'),
    'FLASK with a policy in the tree': { ...options('xsm=flask'), ...policy },
    'FLASK that is taken back: the last one counts': options('xsm=flask xsm=silo'),
    'a mode that is taken back': options('xsm=flask flask=enforcing flask=permissive'),
    'a label where FLASK runs': { ...options('xsm=flask flask=permissive'), ...labelled },
  },
  fails: {
    'a module that there is not': [options('xsm=selinux'), 'no security module selinux'],
    'FLASK that enforces without a policy': [options('xsm=flask flask=enforcing'), 'no module brings one'],
    'FLASK by its name alone, which enforces': [options('xsm=flask'), 'Unable to load FLASK policy'],
    'FLASK that is asked for last': [options('xsm=silo xsm=flask'), 'Unable to load FLASK policy'],
    'a mode that there is not': [options('xsm=flask flask=on'), 'does not know flask=on'],
    'a mode that there is not, of a module that is not used': [options('flask=1'), 'does not know flask=1'],
    'a mode of a module that is not used': [options('flask=enforcing'), 'does nothing without xsm=flask'],
    'a label that nobody reads': [labelled, 'guest.cfg line 4 gives the guest a seclabel'],
  },
  whole: [
    options('xsm=flask flask=on'),
    {
      rule: 'xsm',
      severity: 'error',
      says: 'Xen does not know flask=on: where FLASK is in use it would panic with "Flask: Invalid value for flask= boot parameter"',
      at: 'answer xen.options',
      fix: 'Use one of enforcing, permissive, late, disabled, or leave flask= out.',
    },
  ],
  missing: { 'xen.options': 'an answer to xen.options (further Xen command line options)' },
})
