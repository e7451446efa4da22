/** The UART that the answer console.dtuart leads to. */
import type { Fact, StdoutFact, UartFact } from './facts.ts'

/** The node behind an alias, a path or stdout-path (options after a colon put aside); nothing when it leads nowhere. */
export function chosenUart(
  answer: string,
  uarts: Fact<readonly UartFact[]>,
  stdout: Fact<StdoutFact> | undefined,
): UartFact | undefined {
  if (answer === 'stdout-path') return uarts.value.find(({ path }) => path === stdout?.value.path)
  const name = answer.split(':')[0]!
  return uarts.value.find(({ path, aliases }) =>
    name.startsWith('/') ? path.toLowerCase() === name.toLowerCase() : aliases.includes(name),
  )
}
