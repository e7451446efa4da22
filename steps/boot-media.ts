/** What U-Boot loads from, under which names, and to which addresses. */
import { type Question, question, type Situation, type Step } from '../src/engine/step.ts'
import { type AnswerKey, type Answers, readAnswer } from '../src/model/answers.ts'
import { kernelNames } from '../src/model/arch.ts'
import { addressOf, lacksVariable } from '../src/model/board.ts'
import { isNetwork, type MediumId, medium } from '../src/model/boot-medium.ts'
import { loaders, type MethodQuestion } from '../src/model/boot-method.ts'
import { isMethodChoice, loaderOf, methodOf, methodsOf } from '../src/model/boot-methods/index.ts'
import { hex, MiB, roundUp } from '../src/model/quantity.ts'
import type { ReservedRange } from '../src/model/range.ts'
import { ramTold } from '../src/model/told-ram.ts'
import { banksSeen } from '../src/model/usable-ram.ts'

const fileNames = [
  'boot-media.dtb-name',
  'boot-media.xen-name',
  'boot-media.kernel-name',
  'boot-media.initrd-name',
] as const

export const bootMedia: Step = {
  id: 'boot-media',
  title: 'The boot medium',
  after: ['dom0-kernel'],
  questions: [
    question({
      key: 'boot-media.device',
      title: 'What does the board load from?',
      suggest({ answers, board }) {
        if (answers['goal.target'] === 'qemu')
          return { value: 'virtio', because: "QEMU's virt machine has virtio disks" }
        const [usual] = board?.media ?? []
        if (usual) return { value: usual.device, because: `${board!.name} usually boots from it` }
        const { device, because } = loaders[loaderOf(answers)].usualMedium
        return { value: device, because, restsOn: 'guess' }
      },
      offers: ({ answers }) => mediaFor(answers['goal.target']).map((value) => ({ value, label: medium[value].name })),
    }),
    question({
      key: 'boot-media.method',
      title: 'How do the boot modules get into the device tree?',
      when: ({ answers }) => methodsOf(loaderOf(answers)).length > 1,
      suggest({ answers }) {
        const [first] = methodsOf(loaderOf(answers))
        return first && isMethodChoice(first.id) ? { value: first.id, because: first.because } : undefined
      },
      offers: ({ answers, arch }) =>
        methodsOf(loaderOf(answers)).flatMap(({ id, label, refuses }) =>
          isMethodChoice(id) ? [{ value: id, label, ...(refuses?.[arch] && { disabled: refuses[arch].reason }) }] : [],
        ),
    }),
    question({
      key: 'boot-media.partition',
      title: 'Which device and partition, as U-Boot counts?',
      when: (situation) => asks('boot-media.partition')(situation) && !overNetwork(situation),
      suggest({ answers, board }) {
        const usual = board?.media.find(({ device }) => device === answers['boot-media.device'])
        return usual
          ? { value: usual.partition, because: `that is the usual one on ${board!.name}` }
          : { value: '0:1', because: 'that is the first partition of the first device', restsOn: 'custom' }
      },
    }),
    question({
      key: 'boot-media.names',
      title: 'Who names the files on the medium?',
      // Where names were given before this was asked, they count.
      isDecided: (_, saved) =>
        saved['boot-media.names'] === undefined && fileNames.some((key) => saved[key] !== undefined),
      suggest: () => ({
        value: 'usual',
        because: 'each keeps the name that it has here, or gets the usual one',
        restsOn: 'custom',
      }),
      offers: (situation) => [
        { value: 'usual', label: `xenup: ${usualNames(situation)}` },
        { value: 'own', label: 'I name them, one by one' },
      ],
    }),
    nameOnMedium(
      'boot-media.dtb-name',
      'What is the device tree called there?',
      'dtb.file',
      'board.dtb',
      ({ answers }) => answers['dtb.source'] === 'file',
    ),
    nameOnMedium('boot-media.xen-name', 'What is Xen called there?', 'xen.file', 'xen'),
    nameOnMedium(
      'boot-media.kernel-name',
      'What is the dom0 kernel called there?',
      'dom0-kernel.file',
      kernelNames.arm64,
    ),
    nameOnMedium(
      'boot-media.initrd-name',
      'What is the dom0 initramfs called there?',
      'dom0-kernel.initrd-file',
      'initrd.img',
      ({ answers }) => answers['dom0-kernel.initrd'] === 'yes',
    ),
    question({
      key: 'boot-media.script-address',
      title: 'At which address does U-Boot put the boot script?',
      when: asks('boot-media.script-address'),
      suggest: suggestScriptAddress,
    }),
    question({
      key: 'boot-media.addresses',
      title: 'Who decides the load addresses?',
      when: asks('boot-media.addresses'),
      suggest: () => ({
        value: 'planned',
        because: 'xenup proves that nothing overlaps and says why each thing lies where it does',
        restsOn: 'custom',
      }),
      offers: () => [
        { value: 'planned', label: 'xenup plans them' },
        { value: 'own', label: 'I type them; xenup checks them' },
      ],
    }),
    ownAddress('boot-media.dtb-address', 'Where is the device tree loaded?'),
    ownAddress('boot-media.xen-address', 'Where is Xen loaded?'),
    ownAddress('boot-media.kernel-address', 'Where is the dom0 kernel loaded?'),
    ownAddress('boot-media.initrd-address', 'Where is the dom0 initramfs loaded?'),
  ],
  tasks: [
    {
      id: 'stage',
      title: 'Copy everything to the boot medium',
      where: 'host',
      commands: ({ answers }) =>
        overNetwork({ answers }) ? ['bash stage.sh --folder /srv/tftp'] : ['lsblk', 'bash stage.sh --device /dev/sdX1'],
      expects: () => [{ line: 'xenup: staged', proves: 'every file is there, and its checksum is right' }],
    },
  ],
}

/** Whether the boot method that was chosen has use for an answer. */
function asks(question: MethodQuestion): (situation: Situation) => boolean {
  return ({ answers }) => methodOf(answers)?.asks.includes(question) ?? false
}

function overNetwork({ answers }: Pick<Situation, 'answers'>): boolean {
  const device = answers['boot-media.device']
  return device !== undefined && isNetwork(device)
}

/** A file's name on the medium: that of the file here when it has one that the medium takes. */
function nameOnMedium(
  key: 'boot-media.dtb-name' | 'boot-media.xen-name' | 'boot-media.kernel-name' | 'boot-media.initrd-name',
  title: string,
  file: AnswerKey,
  usual: string,
  when?: (situation: Situation) => boolean,
): Question {
  return question({
    key,
    title,
    ...(when && { when }),
    isDecided: ({ answers }) => answers['boot-media.names'] !== 'own',
    suggest({ answers, arch, board }) {
      const wanted = key === 'boot-media.xen-name' ? methodOf(answers)?.xenName : undefined
      if (wanted) return wanted
      const named = answers[file]
      const name = typeof named === 'string' && named !== 'none' ? named.split('/').at(-1)! : undefined
      const reader = name === undefined ? undefined : readerOf(name, board)
      if (reader !== undefined && readAnswer(key, `xen-${name}`).ok)
        return { value: `xen-${name}`, because: `${name} there is a file of its own, read by ${reader}` }
      return name !== undefined && readAnswer(key, name).ok
        ? { value: name, because: `that is its name in ${file}` }
        : {
            value: key === 'boot-media.kernel-name' ? kernelNames[arch] : usual,
            because: 'it is as good a name as any; copy the file under it',
            restsOn: 'custom',
          }
    },
  })
}

/** The names that are suggested, in the order of loading. */
const usualNames = (situation: Situation): string =>
  bootMedia.questions
    .filter(({ key, when }) => fileNames.some((name) => name === key) && (when?.(situation) ?? true))
    .flatMap((named) => named.suggest(situation)?.value ?? [])
    .join(', ')

/** Who reads a file of that name on the boot partition before anything of ours. */
const readerOf = (name: string, board: Situation['board']): string | undefined =>
  board?.firmwareFiles.find(
    ({ place }) => place.kind === 'partition' && place.path.toLowerCase() === name.toLowerCase(),
  )?.readBy

function ownAddress(
  key: 'boot-media.dtb-address' | 'boot-media.xen-address' | 'boot-media.kernel-address' | 'boot-media.initrd-address',
  title: string,
): Question {
  return question({
    key,
    title,
    when: ({ answers }) =>
      answers['boot-media.addresses'] === 'own' &&
      (key !== 'boot-media.initrd-address' || answers['dom0-kernel.initrd'] === 'yes'),
    suggest: () => undefined,
  })
}

function suggestScriptAddress({ board, facts, answers, files }: Situation) {
  const env = files['firmware.log']?.facts['uboot.env']
  const seen = env?.value['scriptaddr'] === undefined ? undefined : addressOfEnv(env.value['scriptaddr'])
  if (env && seen !== undefined)
    return { value: seen, because: `scriptaddr is ${hex(seen)} in ${env.evidence.file}, ${env.evidence.at}` }
  const version = files['firmware.log']?.facts['uboot.version']?.value
  const scriptaddr = board && addressOf(board, 'scriptaddr', version)
  if (scriptaddr !== undefined)
    return { value: scriptaddr, because: `scriptaddr of U-Boot is ${hex(scriptaddr)} on ${board!.name}` }
  const loadaddr = board && lacksVariable(board, 'scriptaddr') ? addressOf(board, 'loadaddr', version) : undefined
  if (loadaddr !== undefined)
    return {
      value: loadaddr,
      because: `U-Boot has no scriptaddr on ${board!.name} and takes boot.scr to loadaddr, ${hex(loadaddr)}`,
    }
  const start =
    banksSeen(facts, files['firmware.log'])?.value[0]?.base ??
    ramTold(answers, board)?.banks[0]?.base ??
    answers['dtb.memory-base']
  if (start === undefined) return undefined
  return {
    value: freeNear(start, facts['memory.reserved']?.value ?? []),
    because: 'it is free RAM near the start; if your U-Boot shows another in "printenv scriptaddr", type that',
    restsOn: 'custom' as const,
  }
}

/** U-Boot's numbers are hexadecimal, with or without 0x (doc/usage/cmdline.rst). */
const addressOfEnv = (text: string): bigint | undefined =>
  /^(0x)?[0-9a-f]{1,16}$/i.test(text) ? BigInt(`0x${text.replace(/^0x/i, '')}`) : undefined

/**
 * The first 2 MiB of RAM that nobody keeps; the very first are left alone, for firmware has spin tables and the like
 * there.
 */
function freeNear(start: bigint, reserved: readonly ReservedRange[]): bigint {
  const step = 2n * MiB
  let at = roundUp(start, step) + step
  for (;;) {
    const obstacle = reserved.find(({ base, size }) => base < at + step && at < base + size)
    if (!obstacle) return at
    at = roundUp(obstacle.base + obstacle.size, step)
  }
}

/** What no board has comes last on a board. */
function mediaFor(target: Answers['goal.target']): readonly MediumId[] {
  const all = Object.keys(medium) as MediumId[]
  return target === 'hardware' ? [...all.filter((one) => one !== 'virtio'), 'virtio'] : all
}
