/** The file given as Xen must be a Xen for the board's architecture, as booti or bootz takes it. */
import { atAnswer, defineCheck, type Found } from './check.ts'

export const xenFileFormat = defineCheck({
  id: 'xen-file-format',
  needs: ['read:xen.file', 'machine'],
  run(have) {
    const { path, kind, facts } = have['read:xen.file']
    const fault = (says: string, fix: string): readonly Found[] => [
      { severity: 'error', says, at: atAnswer('xen.file'), fix },
    ]
    if (kind === 'xen') {
      const board = have.machine
      const its = facts['image.arch']?.value
      return its === undefined || its === board
        ? []
        : fault(
            `${path} is a Xen for ${its === 'arm32' ? '32-bit' : '64-bit'} Arm`,
            `Use the ${board} build: xen/xen of a build with XEN_TARGET_ARCH=${board}.`,
          )
    }
    if (kind === 'gzip' && facts['gzip.holds']?.value === 'xen')
      return fault(
        `${path} is a Xen inside gzip, ${have.machine === 'arm32' ? 'which bootz does not unpack' : 'which booti unpacks only when kernel_comp_addr_r is set'}`,
        'Unpack it: gunzip.',
      )
    if (kind === 'arm64-image' || kind === 'zimage')
      return fault(
        `${path} is ${kind === 'zimage' ? 'a zImage' : 'an arm64 Image'}, but not Xen${facts['linux.version'] ? `: it is Linux ${facts['linux.version'].value}` : ''}`,
        'Use xen/xen of the build, or xen-… of the package.',
      )
    if (kind === 'elf')
      return fault(
        `${path} is an ELF file, such as xen-syms: U-Boot would start it wrongly`,
        'Use xen/xen, the raw binary beside it.',
      )
    return fault(`${path} is not Xen (its content is: ${kind})`, 'Use xen/xen of the build, or xen-… of the package.')
  },
})
