/** Early printk: the UART that a Xen can be built for, so that it speaks before its console works. */
import type { Arch } from './arch.ts'
import type { DeviceTreeFacts, UartFact } from './facts.ts'
import { uartDrivers } from './xen-uart.ts'

/** The choice of Xen's Kconfig, the address of the UART, and for 8250 the distance of its registers as a shift. */
export interface EarlyPrintk {
  readonly choice: string
  readonly base: bigint
  readonly shift?: number
  readonly path: string
}

/** Xen's driver to the word in EARLY_UART_CHOICE_<word> (xen/arch/arm/Kconfig.debug). */
const choices: Readonly<Record<string, string>> = {
  ns16550: '8250',
  omap: '8250',
  pl011: 'PL011',
  cadence: 'CADENCE',
  exynos4210: 'EXYNOS4210',
  'imx-lpuart': 'IMX_LPUART',
  'imx-uart': 'IMX_UART',
  linflex: 'LINFLEX',
  meson: 'MESON',
  mvebu: 'MVEBU',
  scif: 'SCIF',
}

/**
 * The UART of stdout-path, else the first that is enabled, where early printk can drive it; it needs neither interrupt
 * nor clock from the tree.
 */
export function earlyUart({ uarts, stdout }: DeviceTreeFacts, arch: Arch): EarlyPrintk | undefined {
  const fit = (uarts?.value ?? []).filter(
    (uart) => uart.enabled && uart.base !== undefined && choiceOf(uart, arch) !== undefined,
  )
  const uart = fit.find(({ path }) => path === stdout?.value.path) ?? fit[0]
  return uart && earlyPrintkFor(uart, arch)
}

/** The configuration for one UART; nothing when early printk cannot drive it on this architecture. */
export function earlyPrintkFor(uart: UartFact, arch: Arch): EarlyPrintk | undefined {
  const choice = choiceOf(uart, arch)
  if (choice === undefined || uart.base === undefined) return undefined
  // Without a tree, and for TI's: registers 4 bytes apart are the rule on Arm, and Xen's own table has no other
  // (Kconfig.debug).
  return { choice, base: uart.base, path: uart.path, ...(choice === '8250' && { shift: uart.regShift ?? 2 }) }
}

function choiceOf({ driver }: UartFact, arch: Arch): string | undefined {
  const known = uartDrivers.find((one) => one.driver === driver)
  return known?.arch.includes(arch) ? choices[known.driver] : undefined
}
