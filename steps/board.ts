/** Which board: a page with facts, or none and a .dtb that tells. */
import { question, type Step } from '../src/engine/step.ts'

export const board: Step = {
  id: 'board',
  title: 'Which board',
  after: ['goal'],
  questions: [
    question({
      key: 'board.id',
      title: 'Which board is it?',
      suggest: ({ answers }) => answers['goal.target'] === 'hardware'
        ? { value: 'other', because: 'the goal is real hardware, and its own .dtb tells more than any list' }
        : { value: 'qemu-virt-arm64', because: "the goal is a software model, and this is QEMU's machine for virtual boards" },
      offers: ({ answers }) => [
        {
          value: 'qemu-virt-arm64', label: "QEMU's virt machine, 64-bit",
          ...(answers['goal.target'] === 'hardware' && { disabled: 'it is a software model; change goal.target to qemu' }),
        },
        { value: 'other', label: 'other: here is my .dtb' },
      ],
      refuse: (value, { answers }) => value === 'qemu-virt-arm64' && answers['goal.target'] === 'hardware'
        ? 'qemu-virt-arm64 is a software model, and goal.target is hardware: choose other here, or qemu there.'
        : undefined,
    }),
  ],
}
