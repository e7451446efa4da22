/** The UART for Xen: dtuart. */
import { type Offer, question, type Situation, type Step } from '../src/engine/step.ts'
import { readAnswer } from '../src/model/answers.ts'
import { loaderRow } from '../src/model/boot-method.ts'
import { loaderOf } from '../src/model/boot-methods/index.ts'
import { stopsOfConsole } from '../src/model/dom0-stops.ts'
import type { Dom0Stop, UartFact } from '../src/model/facts.ts'
import { hasFeatureSince } from '../src/model/xen-release.ts'
import { uartDrivers } from '../src/model/xen-uart.ts'

export const console: Step = {
  id: 'console',
  title: 'The serial console',
  after: ['xen', 'boot-media'],
  questions: [
    question({
      key: 'console.dtuart',
      title: 'Which UART is Xen to use?',
      suggest: suggestUart,
      offers: (situation) => [
        ...usable(situation).map((uart): Offer<'console.dtuart'> => ({ value: nameFor(uart), label: describe(uart) })),
        ...offerStdout(situation),
      ],
    }),
    question({
      key: 'console.edits',
      title: 'Other nodes share the interrupt of this UART: take them out?',
      when: (situation) => sharers(situation).length > 0,
      suggest(situation) {
        const [first] = sharers(situation)
        return (
          first && {
            value: 'yes',
            because: `Xen keeps the interrupt for its console, and stops when it is to give it to dom0 with ${first.path}`,
          }
        )
      },
      offers: () => [
        { value: 'yes', label: 'the boot script takes them out of the tree that Xen gets' },
        { value: 'no', label: 'the tree is handed on as it is' },
      ],
    }),
  ],
}

/** Nodes that have to go for this console, where a boot script of ours can take them out. */
const sharers = ({ facts, answers }: Situation): readonly Dom0Stop[] =>
  answers['dtb.source'] === 'file' && loaderRow(loaderOf(answers)).hasPrompt
    ? stopsOfConsole(facts, answers['console.dtuart']).filter(({ change }) => change)
    : []

/** UARTs that this Xen can drive. */
function driven({ facts, answers }: Situation): readonly UartFact[] {
  const release = answers['xen.version']
  return (facts.uarts?.value ?? []).filter(
    (uart) => uart.usable && (!release || !uart.since || hasFeatureSince(release, uart.since)),
  )
}

/** Those of them that its command line can name. */
const usable = (situation: Situation): readonly UartFact[] =>
  driven(situation).filter((uart) => readAnswer('console.dtuart', nameFor(uart)).ok)

function suggestUart(situation: Situation) {
  const { stdout, uarts } = situation.facts
  const candidates = usable(situation)
  const spoken = candidates.find((uart) => uart.path === stdout?.value.path)
  if (spoken && stdout) {
    return {
      value: nameFor(spoken),
      because: `${stdout.evidence.file} ${stdout.evidence.at} leads there, and Xen drives it (${spoken.driver})`,
    }
  }
  const [first] = candidates
  if (first && uarts)
    return {
      value: nameFor(first),
      because: `it is the first UART in ${uarts.evidence.file} that Xen drives (${first.driver})`,
      restsOn: 'guess' as const,
    }
  if (!uarts)
    return {
      value: 'stdout-path',
      because: 'no device tree was read; Xen takes what the tree of the firmware names, or with ACPI its table SPCR',
    }
  const release = situation.answers['xen.version']
  return {
    value: 'stdout-path',
    because: `no UART here is one that Xen${release ? ` ${release}` : ''} can drive; "xenup inspect" says for each what keeps Xen from it`,
  }
}

function offerStdout(situation: Situation): readonly Offer<'console.dtuart'>[] {
  const { stdout } = situation.facts
  const reason = !stdout
    ? 'the device tree has no stdout-path; Xen would stay silent'
    : driven(situation).some(({ path }) => path === stdout.value.path)
      ? undefined
      : `stdout-path cannot serve: ${stdout.value.problems.join('; ') || 'this Xen has no driver for the UART there'}`
  const offer = { value: 'stdout-path', label: 'leave dtuart= out: Xen takes /chosen/stdout-path' } as const
  // Where no UART can serve it is the way to go on, and the findings say what that means.
  return [reason !== undefined && usable(situation).length > 0 ? { ...offer, disabled: reason } : offer]
}

/** A serial alias where there is one, for it is short and survives changes of the tree; else the full path. */
const nameFor = (uart: UartFact): string => uart.aliases.find((name) => /^serial\d+$/.test(name)) ?? uart.path

function describe(uart: UartFact): string {
  const where = nameFor(uart) === uart.path ? '' : `${uart.path}, `
  return `${where}${knownAs(uart) ?? ''}, Xen's ${uart.driver} driver`
}

/** The one of its compatibles that Xen goes by. */
function knownAs({ compatible, driver }: UartFact): string | undefined {
  const known = uartDrivers.find((one) => one.driver === driver)
  return compatible.find((text) => known && Object.hasOwn(known.since, text.toLowerCase())) ?? compatible[0]
}
