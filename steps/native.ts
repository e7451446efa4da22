/** Linux without Xen first: whatever fails here would fail under Xen too, and be harder to see. */
import { expected } from '../src/console/signposts.ts'
import { question, type Situation, type Step } from '../src/engine/step.ts'
import { readAnswer } from '../src/model/answers.ts'
import { nativeEvidence, nativeProof, refuseAsProof } from '../src/model/boot-evidence.ts'
import { commandsToRun, loadSource } from '../src/model/boot-medium.ts'
import { loaders } from '../src/model/boot-method.ts'
import { loaderOf } from '../src/model/boot-methods/index.ts'
import { refuseKind } from '../src/model/file-kind-words.ts'
import { labelledRoot } from '../src/model/labelled-root.ts'
import { linuxConsole } from '../src/model/linux-console.ts'

export const native: Step = {
  id: 'native',
  title: 'Linux without Xen, first',
  after: ['dtb'],
  when: ({ answers }) => loaders[loaderOf(answers)].hasPrompt,
  notNeeded: () => 'UEFI boards come with a distribution that boots natively already',
  questions: [
    question({
      key: 'native.log',
      title: 'A console log of Linux booted without Xen? (a file here, or none)',
      suggest({ files, answers }) {
        const other = files['firmware.log']
        return other && nativeProof(other, answers).proves === 'yes'
          ? { value: other.path, because: 'it goes on to Linux without Xen' }
          : { value: 'none', because: 'it can follow; the native boot script is written either way', restsOn: 'custom' }
      },
      refuse: (_value, { files, answers }) =>
        refuseKind(files['native.log'], 'log') ?? refuseAsProof(files['native.log'], answers['goal.target']),
    }),
    question({
      key: 'native.console',
      title: 'Which console does Linux have without Xen?',
      suggest: suggestConsole,
    }),
    question({
      key: 'native.root',
      title: 'Which device holds the root file system? (or none)',
      suggest: suggestRoot,
    }),
    question({
      key: 'native.cmdline',
      title: 'The command line of Linux without Xen?',
      suggest: suggestCommandLine,
    }),
    question({
      key: 'native.done',
      title: 'Does Linux boot without Xen, as it should?',
      suggest({ files }) {
        const { proves, because } = nativeEvidence(files['native.log'])
        return { value: proves === 'yes' ? 'done' : 'not-yet', because }
      },
      offers: () => [
        { value: 'not-yet', label: 'go on; the checklist keeps it open' },
        { value: 'done', label: 'I saw it' },
      ],
      refuse(value, { files }) {
        const { proves, because } = nativeEvidence(files['native.log'])
        return value === 'done' && proves === 'no' ? `It cannot be done: ${because}.` : undefined
      },
    }),
  ],
  tasks: [
    {
      id: 'boot',
      title: 'Boot Linux without Xen with the script boot/native.scr',
      where: 'u-boot',
      commands({ answers }) {
        const address = answers['boot-media.script-address']
        const source = loadSource(answers['boot-media.device'], answers['boot-media.partition'])
        return address === undefined || source === undefined ? [] : commandsToRun('native.scr', source, address)
      },
      expects: ({ arch }) => [
        expected({ signpost: 'native-linux' }),
        expected({ signpost: 'cpu-mode', is: arch === 'arm64' ? 'at EL2' : 'in HYP mode.' }),
      ],
    },
    {
      id: 'look',
      title: 'Look at what Linux says of mode, PSCI and CPUs, and keep the log',
      where: 'linux',
      commands: () => ["dmesg | grep -iE 'started (at|in)|psci|Brought up'", 'cat /proc/cmdline', 'dmesg > native.log'],
    },
  ],
  gate: 'native.done',
  proof: nativeProof,
}

function suggestConsole({ facts, files, board }: Situation) {
  const seen = files['native.log']?.facts['linux.console']
  if (seen && readAnswer('native.console', seen.value).ok)
    return { value: seen.value, because: `it is the console in ${seen.evidence.file}, ${seen.evidence.at}` }
  const { console: told, baud } = board?.serial ?? {}
  if (told !== undefined)
    return { value: `${told}${baud === undefined ? '' : `,${baud}`}`, because: `the page of ${board!.name} says so` }
  const name = linuxConsole(facts)
  return name
    ? { value: name.value, because: name.because }
    : {
        value: 'none',
        because: 'the device tree does not say; Linux takes /chosen/stdout-path by itself where there is one',
        restsOn: 'custom' as const,
      }
}

function suggestRoot({ answers, files }: Situation) {
  const seen = files['native.log']?.facts['linux.root']
  if (seen && readAnswer('native.root', seen.value).ok)
    return { value: seen.value, because: `it is the root in ${seen.evidence.file}, ${seen.evidence.at}` }
  if (answers['goal.target'] === 'qemu')
    return { value: 'none', because: 'in QEMU the initramfs is all that is needed' }
  return {
    value: labelledRoot,
    because: 'stage.sh gives the file system of dom0 that label, wherever its disk is found',
  }
}

function suggestCommandLine({ answers, files }: Situation) {
  const seen = files['native.log']?.facts['linux.cmdline']
  if (seen && seen.value !== '' && readAnswer('native.cmdline', seen.value).ok)
    return { value: seen.value, because: `Linux booted with it in ${seen.evidence.file}, ${seen.evidence.at}` }
  const terminal = answers['native.console'] ?? 'none'
  const root = answers['native.root'] ?? 'none'
  const words = [
    'earlycon',
    ...(terminal === 'none' ? [] : [`console=${terminal}`]),
    ...(root === 'none' ? [] : [`root=${root}`, 'rootwait', 'rw']),
  ]
  return {
    value: words.join(' '),
    because: 'it is made from the console and the root device that you answered, and earlycon speaks first',
  }
}
