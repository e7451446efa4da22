/** The first guest, for xl. */
import { question, type Step } from '../src/engine/step.ts'
import { MiB, humanSize } from '../src/model/quantity.ts'

export const guest: Step = {
  id: 'guest',
  title: 'The first guest',
  after: ['dom0-kernel'],
  when: ({ answers }) => answers['goal.reach'] === 'guest',
  questions: [
    question({
      key: 'guest.name',
      title: 'What is the guest called?',
      suggest: () => ({ value: 'guest1', because: 'xl needs a name, and this one is free' }),
    }),
    question({
      key: 'guest.kernel',
      title: 'Where in dom0 is the kernel of the guest?',
      suggest: () => ({ value: '/srv/xen/Image', because: 'a folder for guests keeps them apart from what dom0 boots from' }),
      refuse: (value) => (value === 'none' ? 'A guest needs a kernel: give its path in dom0.' : undefined),
    }),
    question({
      key: 'guest.kernel-file',
      title: 'Which file will that be? (a file here, or none)',
      suggest({ answers }) {
        const file = answers['dom0-kernel.file']
        return file !== undefined && file !== 'none'
          ? { value: file, because: 'a kernel that runs dom0 runs guests as well' }
          : { value: 'none', because: 'it is only read to check it' }
      },
    }),
    question({
      key: 'guest.ramdisk',
      title: 'Where in dom0 is the initramfs of the guest? (or none)',
      suggest: () => ({ value: '/srv/xen/initrd.img', because: 'a first guest that runs from its initramfs needs no disk and no network' }),
    }),
    question({
      key: 'guest.ramdisk-file',
      title: 'Which file will that be? (a file here, or none)',
      when: ({ answers }) => answers['guest.ramdisk'] !== 'none',
      suggest: () => ({ value: 'none', because: 'it is only read to check it' }),
    }),
    question({
      key: 'guest.memory',
      title: 'How much memory does the guest get?',
      suggest({ facts, answers }) {
        const total = facts['memory.banks']?.value.reduce((sum, bank) => sum + bank.size, 0n) ?? answers['dtb.memory-size']
        return total !== undefined && total < 1024n * MiB
          ? { value: 128n * MiB, because: `a kernel and a tiny userspace fit, and the board has ${humanSize(total)} in all` }
          : { value: 256n * MiB, because: 'a kernel and a small userspace fit' }
      },
    }),
    question({
      key: 'guest.vcpus',
      title: 'How many virtual CPUs does the guest get?',
      suggest: () => ({ value: 1, because: 'one is enough to see it run' }),
    }),
    question({
      key: 'guest.cmdline',
      title: 'The command line of the guest kernel?',
      suggest: () => ({ value: 'console=hvc0', because: 'hvc0 is what xl console shows' }),
    }),
  ],
}
