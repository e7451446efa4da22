/** Linux for dom0: kernel, initramfs, memory, CPUs, command line. */
import { question, type Situation, type Step } from '../src/engine/step.ts'
import { refuseWithoutConfig } from '../src/model/file-kind-words.ts'
import { nearbyConfig, nearbyKernel, nearbyRamdisk } from '../src/model/nearby.ts'
import { onlyUserKnows } from '../src/model/own-file.ts'
import { GiB, humanSize, MiB, roundDown, roundUp } from '../src/model/quantity.ts'
import { startMemory } from '../src/model/start-memory.ts'
import { leastLeft, type RamSeen, ramSeen } from '../src/model/usable-ram.ts'
import { usualRoot } from '../src/model/usual-root.ts'

export const dom0Kernel: Step = {
  id: 'dom0-kernel',
  title: 'Linux for dom0',
  after: ['dom0-userspace'],
  questions: [
    question({
      key: 'dom0-kernel.source',
      title: 'Where does the kernel of dom0 come from?',
      suggest({ arch, board }) {
        const needed = board?.needs.builtKernel
        if (needed) return { value: 'build', because: `${board.name} needs it: ${needed.says}` }
        return {
          value: 'distribution',
          because:
            arch === 'arm64'
              ? "distributions' arm64 kernels have the options for Xen"
              : "Debian's armmp-lpae kernel has the options for Xen",
        }
      },
      offers: () => [
        { value: 'distribution', label: 'a package of the distribution, or a kernel that you have' },
        { value: 'build', label: 'built from source with build/kernel.sh' },
      ],
    }),
    question({
      key: 'dom0-kernel.file',
      title: 'Which kernel file will dom0 boot? (a file here, or none)',
      suggest: ({ nearby, arch, answers }) =>
        nearbyKernel(nearby, arch) ?? {
          value: 'none',
          because: 'it is not needed for planning; without it, room is left for any kernel',
          restsOn: onlyUserKnows(answers, 'dom0-kernel.source'),
        },
    }),
    question({
      key: 'dom0-kernel.config',
      title: 'With which .config was the kernel of dom0 built? (or none)',
      suggest({ answers, files, nearby }) {
        const kernel = files['dom0-kernel.file']
        if (kernel?.facts['config.values'] && answers['dom0-kernel.file'] !== undefined)
          return { value: answers['dom0-kernel.file'], because: 'the kernel holds its configuration' }
        return (
          (kernel && nearbyConfig(nearby, kernel)) ?? {
            value: 'none',
            because: 'it is only read to say what is missing for Xen',
            restsOn: 'custom',
          }
        )
      },
      refuse: (_value, { files }) => refuseWithoutConfig(files['dom0-kernel.config']),
    }),
    question({
      key: 'dom0-kernel.initrd',
      title: 'Does dom0 boot with an initramfs?',
      suggest: () => ({
        value: 'yes',
        because: "distributions' kernels have the drivers of disks as modules, which the initramfs brings",
        restsOn: 'custom',
      }),
      offers: ({ answers }) => [
        { value: 'yes', label: 'as distributions do' },
        {
          value: 'no',
          label: 'the kernel has all drivers built in',
          ...(answers['dom0-userspace.system'] === 'initramfs' && {
            disabled: 'dom0 runs from it; change dom0-userspace.system',
          }),
        },
      ],
      refuse: (value, { answers }) =>
        value === 'no' && answers['dom0-userspace.system'] === 'initramfs'
          ? 'dom0 runs from its initramfs: answer yes, or choose another system (dom0-userspace.system).'
          : undefined,
    }),
    question({
      key: 'dom0-kernel.initrd-file',
      title: 'Which initramfs file? (a file here, or none)',
      when: ({ answers }) => answers['dom0-kernel.initrd'] === 'yes',
      suggest: ({ nearby, files, answers }) =>
        nearbyRamdisk(nearby, files['dom0-kernel.file']) ?? {
          value: 'none',
          because: 'it is not needed for planning; without it, 128 MiB are left for it',
          restsOn: onlyUserKnows(answers, 'dom0-kernel.source'),
        },
    }),
    question({
      key: 'dom0-kernel.memory',
      title: 'How much memory does dom0 get?',
      suggest: suggestMemory,
    }),
    question({
      key: 'dom0-kernel.vcpus',
      title: 'How many virtual CPUs does dom0 get?',
      suggest({ facts }) {
        const count = facts['cpu.count']
        if (!count)
          return { value: 1, because: 'the device tree does not tell how many CPUs there are', restsOn: 'custom' }
        const value = Math.min(2, count.value)
        return {
          value,
          because: `${count.value} CPU${count.value === 1 ? '' : 's'} found in ${count.evidence.file} /cpus, and two are plenty for dom0`,
        }
      },
    }),
    question({
      key: 'dom0-kernel.cmdline',
      title: 'The command line of the dom0 kernel?',
      suggest: suggestCommandLine,
    }),
  ],
  tasks: [
    {
      id: 'make',
      title: 'Build the kernel',
      where: 'host',
      when: ({ answers }) => answers['dom0-kernel.source'] === 'build',
      commands: () => ['bash build/kernel.sh'],
      expects: () => [
        { line: 'xenup: the kernel is built', proves: 'kernel, modules and device trees lie where the script says' },
      ],
    },
  ],
}

/** What is usual, or what the files that were read need at least, in whole pieces where that much is there. */
function suggestMemory(situation: Situation): { value: bigint; because: string } {
  const { files } = situation
  const kernel = files['dom0-kernel.file']
  const ramdisk = files['dom0-kernel.initrd-file']
  const usual = usualMemory(situation)
  if (!kernel && !ramdisk) return usual
  const { bytes, because } = startMemory({ kernel, ramdisk })
  if (bytes <= usual.value) return usual
  const ram = ramOf(situation)
  const most = ram && ram.usable - leastLeft
  const value = [roundUp(bytes, 128n * MiB), roundUp(bytes, 16n * MiB)].find((one) => most === undefined || one <= most)
  // Where there is not so much, a check tells that the board is too small for these files.
  return { value: value ?? roundUp(bytes, 16n * MiB), because: `it needs ${humanSize(bytes)} to start: ${because}` }
}

const ramOf = ({ facts, files, answers, board }: Situation): RamSeen | undefined =>
  ramSeen(facts, files['firmware.log'], answers, board)

/**
 * About three eighths of the RAM that is not reserved, up to 2 GiB: enough for a distribution, and the larger part stays
 * for guests. In whole pieces of 128 MiB, for which Xen finds a place most easily.
 */
function usualMemory(situation: Situation) {
  const ram = ramOf(situation)
  if (!ram)
    return {
      value: 512n * MiB,
      because: 'the device tree does not tell how much RAM there is',
      restsOn: 'custom' as const,
    }
  const { usable, from } = ram
  const piece = 128n * MiB
  const share = roundDown((usable * 3n) / 8n + piece / 2n, piece)
  const value = share < piece ? piece : share > 2n * GiB ? 2n * GiB : share
  const why =
    value * 2n < usable
      ? `it leaves the larger part of ${humanSize(usable)} (${from}) to guests`
      : `a distribution hardly runs in less; there are ${humanSize(usable)} (${from})`
  return { value, because: why }
}

function suggestCommandLine({ answers, board }: Situation) {
  const root = rootOfDom0(answers, board)
  const words = root === undefined ? '' : ` root=${root.value} rootwait rw`
  return {
    value: `console=hvc0 earlycon=xenboot clk_ignore_unused${words}`,
    because: `hvc0 is the console that Xen gives to dom0${root === undefined ? '' : `, and ${root.because}`}`,
  }
}

/** The device that holds the system; one that only an initramfs finds is no use without. */
function rootOfDom0(answers: Situation['answers'], board: Situation['board']) {
  const { 'dom0-userspace.root': root = 'none', 'dom0-kernel.initrd': initrd } = answers
  if (root === 'none') return undefined
  return initrd === 'no' && /^(UUID|LABEL)=/.test(root)
    ? usualRoot(answers, board)
    : { value: root, because: `${root} holds its root file system` }
}
