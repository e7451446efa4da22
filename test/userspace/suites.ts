/** The sets of answers whose root file systems are made and booted. */

/** A Debian as dom0 and guest. */
export interface Suite {
  readonly name: string
  readonly says: string
  /** What is answered otherwise than suggested. */
  readonly answers: Readonly<Record<string, string>>
}

const installed = {
  'goal.target': 'qemu',
  'dom0-userspace.system': 'debian',
  'dom0-userspace.bridge': 'yes',
  'guest.disk': 'file',
}

const all: readonly Suite[] = [
  { name: 'arm64-trixie', says: 'Debian 13 on arm64', answers: { ...installed, 'xen.version': '4.20' } },
  { name: 'arm64-bookworm', says: 'Debian 12 on arm64', answers: { ...installed, 'xen.version': '4.17' } },
  {
    name: 'arm32-bookworm',
    says: 'Debian 12 on 32-bit Arm',
    answers: { ...installed, 'goal.arch': 'arm32', 'xen.version': '4.17' },
  },
]

/** Those that XENUP_SUITES names, with commas between them; without it, all. */
export const suites: readonly Suite[] = chosen(process.env['XENUP_SUITES'])

function chosen(names: string | undefined): readonly Suite[] {
  if (names === undefined || names === '') return all
  return names.split(',').map((name) => {
    const suite = all.find((one) => one.name === name)
    if (!suite) throw new Error(`XENUP_SUITES: there is no ${name}, but ${all.map((one) => one.name).join(', ')}`)
    return suite
  })
}
