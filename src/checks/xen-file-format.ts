/** The file given as Xen must be a Xen for arm64, as booti takes it. */
import { atAnswer, defineCheck, type Found } from './check.ts'

export const xenFileFormat = defineCheck({
  id: 'xen-file-format',
  needs: ['read:xen.file'],
  run(have) {
    const { path, kind, facts } = have['read:xen.file']
    const fault = (says: string, fix: string): readonly Found[] => [{ severity: 'error', says, at: atAnswer('xen.file'), fix }]
    if (kind === 'xen') {
      return facts['image.arch']?.value === 'arm64' ? [] : fault(`${path} is a Xen for 32-bit Arm`, 'Use the arm64 build: xen/xen of a build with XEN_TARGET_ARCH=arm64.')
    }
    if (kind === 'gzip' && facts['gzip.holds']?.value === 'xen') return fault(`${path} is a Xen inside gzip, which booti unpacks only when kernel_comp_addr_r is set`, 'Unpack it: gunzip.')
    if (kind === 'arm64-image') return fault(`${path} is an arm64 Image, but not Xen${facts['linux.version'] ? `: it is Linux ${facts['linux.version'].value}` : ''}`, 'Use xen/xen of the build, or xen-… of the package.')
    if (kind === 'elf') return fault(`${path} is an ELF file, such as xen-syms: U-Boot would start it wrongly`, 'Use xen/xen, the raw binary beside it.')
    return fault(`${path} is not Xen (its content is: ${kind})`, 'Use xen/xen of the build, or xen-… of the package.')
  },
})
