/** What runs before Xen: is it entered in non-secure HYP or EL2, and who starts the other CPUs. */
import { question, type Situation, type Step } from '../src/engine/step.ts'
import type { BoardPage } from '../src/model/board.ts'
import { firmwareEvidence, firmwareProof, refuseAsProof } from '../src/model/boot-evidence.ts'
import { type LoaderId, loaderIds, loaders } from '../src/model/boot-method.ts'
import { loaderOf, methodsOf } from '../src/model/boot-methods/index.ts'
import { refuseKind } from '../src/model/file-kind-words.ts'

export const firmware: Step = {
  id: 'firmware',
  title: 'The firmware',
  after: ['board'],
  when: ({ answers }) => answers['goal.target'] !== 'qemu',
  notNeeded: () => 'QEMU starts U-Boot at EL2 and brings PSCI when it is started with virtualization=on',
  questions: [
    question({
      key: 'firmware.loader',
      title: 'What will start Xen on this board?',
      suggest: ({ board }) =>
        board === undefined
          ? { value: 'u-boot', because: 'nearly every Arm board starts with U-Boot', restsOn: 'custom' }
          : {
              value: board.loader,
              because: `the page of ${board.name} leads from ${loaders[board.loader].name} to Xen`,
            },
      offers: ({ board }) =>
        loaderIds.map((value) => ({ value, label: loaders[value].label, ...outOfReach(value, board) })),
    }),
    question({
      key: 'firmware.log',
      title: 'A console log from power-on to the boot loader? (a file here, or none)',
      suggest: () => ({
        value: 'none',
        because: 'it can follow when the board has been switched on; what it says then counts more than any page',
        restsOn: 'custom',
      }),
      refuse: (_value, { files, answers }) =>
        refuseKind(files['firmware.log'], 'log') ?? refuseAsProof(files['firmware.log'], answers['goal.target']),
    }),
    question({
      key: 'firmware.done',
      title: 'Has the board shown that it enters Xen at EL2 (HYP), and can start its CPUs?',
      suggest({ files, board }) {
        const { proves, because } = firmwareEvidence(files['firmware.log'])
        if (proves === 'nothing' && board?.el2)
          return { value: 'not-yet', because: `no log has shown it; the page of ${board.name} says: ${board.el2.says}` }
        return { value: proves === 'yes' ? 'done' : 'not-yet', because }
      },
      offers: () => [
        { value: 'not-yet', label: 'go on; the checklist keeps it open' },
        { value: 'done', label: 'I saw it' },
      ],
      refuse(value, { files }) {
        const { proves, because } = firmwareEvidence(files['firmware.log'])
        return value === 'done' && proves === 'no' ? `It cannot be done: ${because}.` : undefined
      },
    }),
  ],
  tasks: [
    {
      id: 'look',
      title: 'Ask U-Boot what it is and where RAM is, and keep the log',
      where: 'u-boot',
      when: ({ answers }) => loaders[loaderOf(answers)].hasPrompt,
      commands: () => [
        'version',
        'bdinfo',
        'printenv',
        'fdt addr ${fdtcontroladdr}',
        'fdt print /psci',
        'fdt print /cpus',
      ],
      expects: ({ facts }) => [
        { line: 'U-Boot 20', proves: 'the prompt is that of U-Boot, and its year is there' },
        ...(facts.psci?.value.usable ? [{ line: 'method = "smc"', proves: 'firmware offers PSCI to Xen' }] : []),
      ],
    },
    {
      id: 'update',
      title: 'Update the firmware where it does not hand over at EL2',
      where: 'u-boot',
      when: needsUpdate,
      commands: ({ arch }) => (arch === 'arm32' ? ['setenv bootm_boot_mode nonsec', 'saveenv'] : []),
    },
  ],
  gate: 'firmware.done',
  proof: firmwareProof,
}

/** Where no method of a loader boots the architecture of the board. */
function outOfReach(loader: LoaderId, board: BoardPage | undefined): { readonly disabled?: string } {
  if (!board) return {}
  const refusals = methodsOf(loader).map(({ refuses }) => refuses?.[board.arch])
  const [first] = refusals
  return first && refusals.every((one) => one !== undefined)
    ? { disabled: `${board.name} is a ${board.arch === 'arm32' ? '32' : '64'}-bit board, and ${first.reason}` }
    : {}
}

/** Where what is known says that the firmware of today will not do, or does not say that it will. */
function needsUpdate({ facts, answers, board }: Situation): boolean {
  if (answers['firmware.done'] === 'done') return false
  return board?.el2 ? board.el2.usable !== 'yes' : !facts.psci?.value.usable
}
