/** Which device tree, and what to take for memory when it does not say. */
import { question, type Situation, type Step } from '../src/engine/step.ts'
import type { Learnt } from '../src/model/facts.ts'

export const dtb: Step = {
  id: 'dtb',
  title: 'The device tree',
  after: ['board'],
  questions: [
    question({
      key: 'dtb.source',
      title: 'Where does the device tree come from?',
      suggest: ({ board }) => isQemu(board?.id)
        ? { value: 'firmware', because: 'QEMU makes the tree when it starts, and U-Boot holds it: it always fits the machine' }
        : { value: 'file', because: 'xenup reads the board from its .dtb' },
      offers: ({ board }) => [
        { value: 'file', label: 'a .dtb file, put on the boot medium' },
        {
          value: 'firmware', label: 'the tree that U-Boot holds when it runs',
          ...(!isQemu(board?.id) && { disabled: 'xenup could not read it, and would plan blind; give the .dtb' }),
        },
      ],
      refuse: (value, { board }) => value === 'firmware' && !isQemu(board?.id)
        ? 'The tree that U-Boot holds cannot be read from here, and without it there is nothing to plan with: choose file.'
        : undefined,
    }),
    question({
      key: 'dtb.file',
      title: 'Which .dtb?',
      when: ({ answers }) => answers['dtb.source'] === 'file',
      suggest: () => undefined,
      refuse: (_value, { files }) => refuseTree(files['dtb.file']),
    }),
    question({
      key: 'dtb.memory-base',
      title: 'At which address does RAM start?',
      when: memoryIsUnknown,
      suggest: () => undefined,
    }),
    question({
      key: 'dtb.memory-size',
      title: 'How much RAM is there, from that address on?',
      when: memoryIsUnknown,
      suggest: () => undefined,
      refuse: (size, { answers }) => (answers['dtb.memory-base'] ?? 0n) + size > 1n << 48n
        ? 'It would end above 256 TiB, which no arm64 CPU can address.'
        : undefined,
    }),
  ],
}

const isQemu = (id: string | undefined): boolean => id === 'qemu-virt-arm64'

/** Some boards ship a tree without memory sizes: the firmware fills them in at boot. */
function memoryIsUnknown({ facts, answers }: Situation): boolean {
  return answers['dtb.source'] === 'file' && facts['memory.banks'] === undefined
}

function refuseTree(learnt: Learnt | undefined): string | undefined {
  if (!learnt) return 'A device tree is needed here: name the .dtb.'
  if (learnt.kind !== 'dtb') return `${learnt.path} is not a device tree (its content is: ${learnt.kind}). A .dtb starts with d0 0d fe ed.`
  const arch = learnt.facts.arch?.value
  if (arch === undefined) return `${learnt.path} describes no CPU that xenup knows: is it an overlay, or the tree of a coprocessor?`
  if (arch === 'arm32') return `${learnt.path} describes a 32-bit Arm board (${learnt.facts['cpu.models']?.value.join(', ')}); xenup plans 64-bit Arm only.`
  return undefined
}
