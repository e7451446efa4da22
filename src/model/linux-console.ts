/** What Linux calls the console that the device tree names, without Xen. */
import type { DeviceTreeFacts, UartFact } from './facts.ts'

/**
 * Xen's driver for a UART to the name of Linux's devices of that driver (drivers/tty/serial, the `.dev_name` of each:
 * amba-pl011.c, 8250, xilinx_uartps.c, imx.c, fsl_lpuart.c, fsl_linflexuart.c, meson_uart.c, mvebu-uart.c, sh-sci.c,
 * samsung_tty.c; the 8250 core drives TI's as well, 8250_omap.c).
 */
const deviceNames: Readonly<Record<string, string>> = {
  pl011: 'ttyAMA',
  ns16550: 'ttyS',
  omap: 'ttyS',
  cadence: 'ttyPS',
  'imx-uart': 'ttymxc',
  'imx-lpuart': 'ttyLP',
  linflex: 'ttyLF',
  meson: 'ttyAML',
  mvebu: 'ttyMV',
  scif: 'ttySC',
  exynos4210: 'ttySAC',
}

/** `ttyS2,1500000`, with the reason; nothing when stdout-path leads to no UART that we know. */
export function linuxConsole({
  stdout,
  uarts,
}: DeviceTreeFacts): { readonly value: string; readonly because: string } | undefined {
  const uart = uarts?.value.find(({ path }) => path === stdout?.value.path)
  const name = uart?.driver === undefined ? undefined : deviceNames[uart.driver]
  if (!stdout || !uart || name === undefined) return undefined
  const speed = /^\d{4,7}/.exec(stdout.value.options ?? '')?.[0]
  return {
    value: `${name}${numberOf(uart)}${speed === undefined ? '' : `,${speed}`}`,
    because: `${stdout.evidence.file} ${stdout.evidence.at} is ${stdout.value.raw}, and Linux calls UARTs of that kind ${name}`,
  }
}

/** Linux numbers UARTs by their serial alias (of_alias_get_id), and from 0 where there is none. */
const numberOf = ({ aliases }: UartFact): string =>
  aliases.map((alias) => /^serial(\d+)$/.exec(alias)?.[1]).find((number) => number !== undefined) ?? '0'
