/** The first guest, for xl. */
import { question, type Situation, type Step } from '../src/engine/step.ts'
import { kernelNames } from '../src/model/arch.ts'
import { refuseKind, refuseWithoutConfig } from '../src/model/file-kind-words.ts'
import { GiB, humanSize, MiB, roundDown, roundUp } from '../src/model/quantity.ts'
import { startMemory } from '../src/model/start-memory.ts'
import { ramSeen, xenKeeps } from '../src/model/usable-ram.ts'

export const guest: Step = {
  id: 'guest',
  title: 'The first guest',
  after: ['dom0-kernel'],
  when: ({ answers }) => answers['goal.reach'] === 'guest',
  notNeeded: () => 'the goal is dom0 only',
  questions: [
    question({
      key: 'guest.name',
      title: 'What is the guest called?',
      suggest: () => ({ value: 'guest1', because: 'xl needs a name, and this one is free', restsOn: 'custom' }),
    }),
    question({
      key: 'guest.kernel',
      title: 'Where in dom0 is the kernel of the guest?',
      suggest: ({ arch }) => ({
        value: `/srv/xen/${kernelNames[arch]}`,
        because: 'a folder for guests keeps them apart from what dom0 boots from',
        restsOn: 'custom',
      }),
      refuse: (value) => (value === 'none' ? 'A guest needs a kernel: give its path in dom0.' : undefined),
    }),
    question({
      key: 'guest.kernel-file',
      title: 'Which file will the kernel of the guest be? (or none)',
      suggest({ answers, files }) {
        const file = answers['dom0-kernel.file']
        // A uImage is for U-Boot and Xen: xl has no reader for it.
        return file !== undefined && file !== 'none' && files['dom0-kernel.file']?.kind !== 'uimage'
          ? { value: file, because: 'a kernel that runs dom0 runs guests as well' }
          : { value: 'none', because: 'it is only read to check it', restsOn: 'custom' }
      },
    }),
    question({
      key: 'guest.kernel-config',
      title: 'With which .config was the kernel of the guest built? (or none)',
      suggest({ answers }) {
        const config = answers['dom0-kernel.config']
        return config !== undefined && config !== 'none' && answers['guest.kernel-file'] === answers['dom0-kernel.file']
          ? { value: config, because: 'it is the kernel of dom0' }
          : { value: 'none', because: 'it is only read to say what is missing for a guest', restsOn: 'custom' }
      },
      refuse: (_value, { files }) => refuseWithoutConfig(files['guest.kernel-config']),
    }),
    question({
      key: 'guest.ramdisk',
      title: 'Where in dom0 is the initramfs of the guest? (or none)',
      suggest: () => ({
        value: '/srv/xen/initrd.img',
        because: 'a first guest that runs from its initramfs needs no disk and no network',
        restsOn: 'custom',
      }),
    }),
    question({
      key: 'guest.ramdisk-file',
      title: 'Which file will the initramfs of the guest be? (or none)',
      when: ({ answers }) => answers['guest.ramdisk'] !== 'none',
      suggest: () => ({ value: 'none', because: 'it is only read to check it', restsOn: 'custom' }),
    }),
    question({
      key: 'guest.memory',
      title: 'How much memory does the guest get?',
      suggest: suggestMemory,
    }),
    question({
      key: 'guest.vcpus',
      title: 'How many virtual CPUs does the guest get?',
      suggest: () => ({ value: 1, because: 'one is enough to see it run', restsOn: 'custom' }),
    }),
    question({
      key: 'guest.disk',
      title: 'Does the guest get a disk?',
      suggest: ({ answers }) => {
        if (answers['guest.ramdisk'] === 'none')
          return { value: 'file', because: 'without an initramfs the guest needs a disk to start from' }
        return answers['dom0-userspace.system'] === 'initramfs'
          ? { value: 'none', because: 'a first guest that runs from its initramfs needs none' }
          : {
              value: 'file',
              because: "a distribution's initramfs looks for a root file system, and build/guest-disk.sh makes one",
            }
      },
      offers: () => [
        { value: 'none', label: 'no disk' },
        { value: 'file', label: 'a file in dom0, made by build/guest-disk.sh' },
        { value: 'device', label: 'a partition or logical volume of dom0' },
      ],
    }),
    question({
      key: 'guest.disk-path',
      title: 'Where in dom0 is the disk of the guest?',
      when: hasDisk,
      suggest: ({ answers }) =>
        answers['guest.disk'] === 'device'
          ? { value: '/dev/vg0/guest1', because: 'a logical volume for each guest can grow', restsOn: 'custom' }
          : {
              value: `/srv/xen/${answers['guest.name'] ?? 'guest1'}.img`,
              because: 'it lies beside the kernel of the guest',
            },
      refuse: (value) =>
        value === 'none' ? 'A disk needs a place: give its path in dom0, or answer guest.disk with none.' : undefined,
    }),
    question({
      key: 'guest.disk-size',
      title: 'How large is the disk to be?',
      when: ({ answers }) => answers['guest.disk'] === 'file',
      suggest: () => ({
        value: 2048n * MiB,
        because: 'a small Debian takes about 1 GiB, and the file is sparse',
        restsOn: 'custom',
      }),
    }),
    question({
      key: 'guest.disk-vdev',
      title: 'What does the guest call it?',
      when: hasDisk,
      suggest: () => ({ value: 'xvda', because: 'that is the first disk of a Xen guest', restsOn: 'custom' }),
    }),
    question({
      key: 'guest.network',
      title: 'Does the guest get a network interface?',
      suggest: ({ answers }) =>
        answers['dom0-userspace.bridge'] === 'yes'
          ? { value: 'yes', because: 'dom0 has a bridge for it (dom0-userspace.bridge)' }
          : { value: 'no', because: 'dom0 has no bridge (dom0-userspace.bridge)' },
      offers: () => [
        { value: 'yes', label: 'one interface, on a bridge of dom0' },
        { value: 'no', label: 'no network' },
      ],
    }),
    question({
      key: 'guest.bridge',
      title: 'On which bridge of dom0?',
      when: ({ answers }) => answers['guest.network'] === 'yes',
      suggest: () => ({
        value: 'xenbr0',
        because: "that is xl's own default, and what dom0's set-up makes",
        restsOn: 'custom',
      }),
    }),
    question({
      key: 'guest.cmdline',
      title: 'The command line of the guest kernel?',
      suggest({ answers }) {
        const vdev = answers['guest.disk-vdev']
        return hasDisk({ answers })
          ? {
              value: `console=hvc0 root=/dev/${vdev} rw`,
              because: `hvc0 is what xl console shows, and ${vdev} is the disk of the guest`,
            }
          : { value: 'console=hvc0', because: 'hvc0 is what xl console shows' }
      },
    }),
    question({
      key: 'guest.config-file',
      title: 'An xl configuration of your own to be checked? (a file here, or none)',
      suggest: () => ({
        value: 'none',
        because: 'xenup writes one; a file named here is only read',
        restsOn: 'custom',
      }),
      refuse: (_value, { files }) => refuseKind(files['guest.config-file'], 'xl-config', 'text'),
    }),
  ],
  tasks: [
    {
      id: 'make',
      title: 'Make the disk of the guest',
      where: 'host',
      when: ({ answers }) => answers['guest.disk'] === 'file',
      commands: () => ['bash build/guest-disk.sh'],
      expects: () => [
        {
          line: 'xenup: the disk of the guest is made',
          proves: 'the image lies where the script says; copy it to dom0',
        },
      ],
    },
  ],
}

function hasDisk({ answers }: Pick<Situation, 'answers'>): boolean {
  return (answers['guest.disk'] ?? 'none') !== 'none'
}

/**
 * A kernel with a small initramfs: 256 MiB, 128 on a board with less than 1 GiB, and where dom0 leaves less, what it
 * leaves; never less than the files that were read need. Whether there will be a root= is not known yet.
 */
function suggestMemory(situation: Situation): { value: bigint; because: string } {
  const { files } = situation
  const kernel = files['guest.kernel-file']
  const ramdisk = files['guest.ramdisk-file']
  const usual = usualMemory(situation)
  if (!kernel && !ramdisk) return usual
  const { bytes, because } = startMemory({ kernel, ramdisk })
  return bytes <= usual.value
    ? usual
    : { value: roundUp(bytes, 32n * MiB), because: `it needs ${humanSize(bytes)} to start: ${because}` }
}

function usualMemory({ facts, answers, files, board }: Situation) {
  const ram = ramSeen(facts, files['firmware.log'], answers, board)
  const whole = { value: 256n * MiB, because: 'a kernel and a small userspace fit' }
  if (!ram) return whole
  const { usable, total } = ram
  const left = usable - (answers['dom0-kernel.memory'] ?? 0n) - xenKeeps
  if (total >= GiB && left >= whole.value) return whole
  // In less than 64 MiB no kernel of a distribution starts: then a check tells that the board is too small.
  const value = left >= 128n * MiB ? 128n * MiB : left < 64n * MiB ? 64n * MiB : roundDown(left, 32n * MiB)
  return value === 128n * MiB
    ? { value, because: `a kernel and a tiny userspace fit, and the board has ${humanSize(usable)} for all` }
    : { value, because: `dom0 and Xen leave little more of the ${humanSize(usable)} that the board has for all` }
}
