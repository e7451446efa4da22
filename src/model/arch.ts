/** The two architectures of Xen on Arm, and what differs in the boot of each. */
export type Arch = 'arm64' | 'arm32'

/**
 * What boots a kernel without an image header of U-Boot's own: `booti` an arm64 Image, `bootz` a zImage (U-Boot
 * cmd/booti.c, cmd/bootz.c).
 */
export const bootCommands = { arm64: 'booti', arm32: 'bootz' } as const satisfies Record<Arch, string>

/** What a bare kernel of each is called. */
export const kernelNames = { arm64: 'Image', arm32: 'zImage' } as const satisfies Record<Arch, string>

/** Debian's names of the two. */
export const debianNames = { arm64: 'arm64', arm32: 'armhf' } as const satisfies Record<Arch, string>

/**
 * The end of what can be loaded to: on arm64 Xen's identity mapping ends at 10 TiB (xen/arch/arm/arm64/mmu/mm.c); on
 * arm32 U-Boot's pointers end at 4 GiB.
 */
export const loadLimits = { arm64: 10n << 40n, arm32: 1n << 32n } as const satisfies Record<Arch, bigint>
