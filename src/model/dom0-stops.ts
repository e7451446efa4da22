/** Which of the places where a tree can stop Xen matter for the console that was chosen. */
import type { Answers } from './answers.ts'
import { chosenUart } from './chosen-uart.ts'
import type { DeviceTreeFacts, Dom0Stop } from './facts.ts'

/** Stops whichever console Xen has. */
export const stopsOfTree = (facts: DeviceTreeFacts): readonly Dom0Stop[] =>
  (facts['dom0.stops']?.value ?? []).filter(({ console }) => console === undefined)

/** Stops because of the console: nodes that share its interrupt. */
export function stopsOfConsole(
  { uarts, stdout, ...facts }: DeviceTreeFacts,
  dtuart: Answers['console.dtuart'],
): readonly Dom0Stop[] {
  const path = dtuart !== undefined && uarts ? chosenUart(dtuart, uarts, stdout)?.path : undefined
  return (facts['dom0.stops']?.value ?? []).filter(({ console }) => console !== undefined && console === path)
}
