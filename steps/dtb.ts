/** Which device tree, and what to take for memory when it does not say. */
import { question, type Situation, type Step } from '../src/engine/step.ts'
import type { Arch } from '../src/model/arch.ts'
import { loaderRow } from '../src/model/boot-method.ts'
import { loaderOf } from '../src/model/boot-methods/index.ts'
import { stopsOfTree } from '../src/model/dom0-stops.ts'
import type { Dom0Stop, ParsedFile } from '../src/model/facts.ts'
import { nearbyTree } from '../src/model/nearby.ts'
import { humanSize, sizeWithUnit } from '../src/model/quantity.ts'
import { layoutOf, layoutsOf } from '../src/model/told-ram.ts'
import { banksSeen } from '../src/model/usable-ram.ts'

export const dtb: Step = {
  id: 'dtb',
  title: 'The device tree',
  after: ['board', 'firmware'],
  questions: [
    question({
      key: 'dtb.source',
      title: 'Where does the device tree come from?',
      suggest({ board, answers }) {
        const { handsTree } = loaderRow(loaderOf(answers))
        if (handsTree !== undefined) return { value: 'firmware', because: handsTree }
        return isQemu(board?.id)
          ? {
              value: 'firmware',
              because: 'QEMU makes the tree when it starts, and U-Boot holds it: it always fits the machine',
            }
          : { value: 'file', because: 'xenup reads the board from its .dtb' }
      },
      offers: ({ board, answers }) => [
        { value: 'file', label: 'a .dtb file, put on the boot medium' },
        {
          value: 'firmware',
          label: 'the tree that U-Boot holds when it runs',
          ...(!isHeldByFirmware({ board, answers }) && {
            disabled: 'xenup could not read it, and would plan blind; give the .dtb',
          }),
        },
      ],
      refuse: (value, situation) =>
        value === 'firmware' && !isHeldByFirmware(situation)
          ? 'The tree that U-Boot holds cannot be read from here, and without it there is nothing to plan with: choose file.'
          : undefined,
    }),
    question({
      key: 'dtb.file',
      title: 'Which .dtb?',
      when: ({ answers }) => answers['dtb.source'] === 'file',
      suggest: ({ board, boards, nearby }) =>
        nearbyTree(nearby, board, boards) ??
        (board?.dtb && {
          value: board.dtb.file.split('/').at(-1)!,
          because: `Linux calls the tree of ${board.name} so; put it beside your answers, or name where it lies`,
          restsOn: 'guess',
        }),
      refuse: (_value, { files, answers }) => refuseTree(files['dtb.file'], answers['goal.arch']),
    }),
    question({
      key: 'dtb.ram',
      title: 'How much RAM does the board have?',
      when: (situation) => memoryIsUnknown(situation) && layoutsOf(situation.board).length > 0,
      suggest({ board }) {
        const [least, ...more] = layoutsOf(board)
        if (!board?.ram || least === undefined) return undefined
        const { placeholder } = board.ram
        const because = `${board.name} is not sold with less, by its page; take what yours has`
        return {
          value: least.size,
          because: placeholder ? `${because}; ${placeholder}` : because,
          ...(more.length > 0 && { restsOn: 'guess' as const }),
        }
      },
      offers: ({ board }) => [
        ...layoutsOf(board).map(({ size, banks }) => ({
          value: size,
          label: `${humanSize(size)}, ${banks.length === 1 ? 'in one bank' : `in ${banks.length} banks`}`,
        })),
        { value: 'other' as const, label: 'another size, or other banks: you are asked for one of them' },
      ],
      refuse: (value, { board }) =>
        value === 'other' || layoutOf(board, value)
          ? undefined
          : `The page of ${board!.name} has no banks for ${sizeWithUnit(value)}; it has them for ${layoutsOf(board)
              .map(({ size }) => sizeWithUnit(size))
              .join(', ')}: answer one of these, or other.`,
    }),
    question({
      key: 'dtb.memory-base',
      title: 'At which address does RAM start?',
      when: bankIsAsked,
      suggest({ board }) {
        if (!board?.ram) return undefined
        const { base, placeholder } = board.ram
        const because = `RAM starts there on ${board.name}, by its page`
        return { value: base, because: placeholder ? `${because}; ${placeholder}` : because }
      },
    }),
    question({
      key: 'dtb.memory-size',
      title: 'How much RAM is there, from that address on?',
      when: bankIsAsked,
      suggest: ({ board, answers }) =>
        board?.ram?.size !== undefined && answers['dtb.memory-base'] === board.ram.base
          ? {
              value: board.ram.size,
              because: `the page of ${board.name} says of its RAM: ${board.ram.says ?? 'so much on every one'}`,
            }
          : undefined,
      refuse: (size, { answers }) =>
        (answers['dtb.memory-base'] ?? 0n) + size > 1n << 48n
          ? 'It would end above 256 TiB, which no arm64 CPU can address.'
          : undefined,
    }),
    question({
      key: 'dtb.edits',
      title: 'Xen would stop at nodes of this tree: change them in its copy?',
      when: (situation) => mendableStops(situation).length > 0,
      suggest(situation) {
        const [first, ...more] = mendableStops(situation)
        return (
          first && {
            value: 'yes',
            because: `Xen stops at ${first.path}${more.length > 0 ? ` and ${more.length} more` : ''} while it makes dom0's tree: ${first.why}`,
          }
        )
      },
      offers: () => [
        { value: 'yes', label: 'the boot script changes those nodes before Xen sees them' },
        { value: 'no', label: 'the tree is handed on as it is' },
      ],
    }),
  ],
}

/** Places where Xen would stop, and a change that helps: the boot script makes it, where one of ours runs. */
const mendableStops = ({ facts, answers }: Situation): readonly Dom0Stop[] =>
  answers['dtb.source'] === 'file' && loaderRow(loaderOf(answers)).hasPrompt
    ? stopsOfTree(facts).filter(({ change }) => change)
    : []

/** Where the tree need not be read to plan: QEMU's is known, and with UEFI nothing is placed by us. */
const isHeldByFirmware = ({ board, answers }: Pick<Situation, 'board' | 'answers'>): boolean =>
  isQemu(board?.id) || loaderRow(loaderOf(answers)).handsTree !== undefined

const isQemu = (id: string | undefined): boolean => id?.startsWith('qemu-virt-') ?? false

/** Some boards ship a tree without memory sizes: the firmware fills them in at boot. */
function memoryIsUnknown({ facts, answers, files }: Situation): boolean {
  return answers['dtb.source'] === 'file' && banksSeen(facts, files['firmware.log']) === undefined
}

/** Where the page lists no banks, or those of another board. */
function bankIsAsked(situation: Situation): boolean {
  const { board, answers } = situation
  return memoryIsUnknown(situation) && (layoutsOf(board).length === 0 || answers['dtb.ram'] === 'other')
}

function refuseTree(learnt: ParsedFile | undefined, wanted: Arch | undefined): string | undefined {
  if (!learnt) return 'A device tree is needed here: name the .dtb.'
  if (learnt.kind !== 'dtb')
    return `${learnt.path} is not a device tree (its content is: ${learnt.kind}). A .dtb starts with d0 0d fe ed.`
  const arch = learnt.facts.arch?.value
  if (arch === undefined)
    return `${learnt.path} describes no CPU that xenup knows: is it an overlay, or the tree of a coprocessor?`
  if (wanted !== undefined && wanted !== arch)
    return `${learnt.path} describes a machine of ${arch} (${learnt.facts['cpu.models']?.value.join(', ')}), and goal.arch is ${wanted}: change one of the two.`
  return undefined
}
