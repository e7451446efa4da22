/**
 * Xen's UART drivers: which compatibles they match, on which architecture, since which release.
 *
 * From xen/drivers/char/*.c and Kconfig at xen.git c447b7308b13 (4.23-unstable) and its stable branches; `<=` marks
 * "at least since". Matching is exact: there is no driver for look-alikes such as ti,omap3-uart or fsl,imx93-lpuart.
 */
export interface UartDriver {
  readonly driver: string
  readonly arch: readonly ('arm64' | 'arm32')[]
  /** Compatible string to the first release that matches it. */
  readonly since: Readonly<Record<string, string>>
  /** Compatible string to the last release that matches it, where a later one does not. */
  readonly until?: Readonly<Record<string, string>>
  /** True when the driver works without an interrupt, by polling. */
  readonly polls?: true
}

export const uartDrivers: readonly UartDriver[] = [
  {
    driver: 'ns16550',
    arch: ['arm64', 'arm32'],
    polls: true,
    since: { ns16550: '<=4.4', ns16550a: '4.4', 'snps,dw-apb-uart': '4.4', 'brcm,bcm2835-aux-uart': '4.13' },
  },
  { driver: 'cadence', arch: ['arm64'], since: { 'cdns,uart-r1p8': '4.6', 'cdns,uart-r1p12': '4.6' } },
  { driver: 'exynos4210', arch: ['arm32'], since: { 'samsung,exynos4210-uart': '<=4.3' } },
  {
    driver: 'imx-lpuart',
    arch: ['arm64'],
    since: { 'fsl,imx8qm-lpuart': '4.17', 'fsl,imx8qxp-lpuart': '4.19' },
    until: { 'fsl,imx8qm-lpuart': '4.18' },
  },
  { driver: 'imx-uart', arch: ['arm64'], since: { 'fsl,imx6q-uart': '4.23' } },
  {
    driver: 'linflex',
    arch: ['arm64'],
    since: { 'nxp,s32g2-linflexuart': '4.20', 'nxp,s32g3-linflexuart': '4.20', 'fsl,s32v234-linflexuart': '4.20' },
  },
  {
    driver: 'meson',
    arch: ['arm64'],
    since: {
      'amlogic,meson-uart': '4.13',
      'amlogic,meson6-uart': '4.13',
      'amlogic,meson8-uart': '4.13',
      'amlogic,meson8b-uart': '4.13',
      'amlogic,meson-gx-uart': '4.13',
    },
  },
  { driver: 'mvebu', arch: ['arm64'], since: { 'marvell,armada-3700-uart': '4.11' } },
  { driver: 'omap', arch: ['arm64', 'arm32'], since: { 'ti,omap4-uart': '4.4', 'ti,am654-uart': '4.19' } },
  { driver: 'pl011', arch: ['arm64', 'arm32'], since: { 'arm,pl011': '<=4.3', 'arm,sbsa-uart': '4.18' } },
  {
    driver: 'scif',
    arch: ['arm64', 'arm32'],
    since: { 'renesas,scif': '4.6', 'renesas,scifa': '4.13', 'renesas,hscif': '4.17' },
  },
]
