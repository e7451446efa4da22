/** What for: a software model or a board, 64 or 32 bit, and how far. */
import { question, type Step } from '../src/engine/step.ts'

export const goal: Step = {
  id: 'goal',
  title: 'What you want to reach',
  after: [],
  questions: [
    question({
      key: 'goal.target',
      title: 'Where is Xen to run?',
      suggest: () => ({
        value: 'qemu',
        because: 'nothing has to be bought or wired, and a board can follow with the same steps',
        restsOn: 'custom',
      }),
      offers: () => [
        { value: 'qemu', label: 'a software model: QEMU on this machine' },
        { value: 'hardware', label: 'a board on the desk' },
        { value: 'fvp', label: "a software model: Arm's Fixed Virtual Platform" },
      ],
    }),
    question({
      key: 'goal.arch',
      title: 'Which Arm: 64- or 32-bit?',
      when: ({ answers }) => answers['goal.target'] === 'qemu',
      suggest: () => ({
        value: 'arm64',
        because: 'boards of today are 64-bit, and so are most guides',
        restsOn: 'custom',
      }),
      offers: () => [
        { value: 'arm64', label: '64-bit: Armv8 and later' },
        { value: 'arm32', label: '32-bit: Armv7 with the virtualization extension' },
      ],
    }),
    question({
      key: 'goal.reach',
      title: 'How far do you want to go?',
      suggest: () => ({
        value: 'guest',
        because: 'a running guest is what Xen is for; dom0 comes up on the way',
        restsOn: 'custom',
      }),
      offers: () => [
        { value: 'guest', label: 'dom0 and a first guest' },
        { value: 'dom0', label: 'dom0 only' },
      ],
    }),
  ],
}
