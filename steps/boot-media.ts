/** What U-Boot loads from, under which names, and to which addresses. */
import { question, type Question, type Situation, type Step } from '../src/engine/step.ts'
import { readAnswer, type AnswerKey } from '../src/model/answers.ts'
import { medium, type MediumId } from '../src/model/boot-medium.ts'
import type { ReservedRange } from '../src/model/facts.ts'
import { addressOf } from '../src/model/board.ts'
import { MiB, hex, roundUp } from '../src/model/quantity.ts'

export const bootMedia: Step = {
  id: 'boot-media',
  title: 'The boot medium',
  after: ['xen'],
  questions: [
    question({
      key: 'boot-media.device',
      title: 'What does U-Boot load from?',
      suggest: ({ answers }) => answers['goal.target'] === 'qemu'
        ? { value: 'virtio', because: "QEMU's virt machine has virtio disks" }
        : { value: 'mmc', because: 'most boards boot from an SD card or eMMC' },
      offers: () => (Object.keys(medium) as MediumId[]).map((value) => ({ value, label: medium[value].name })),
    }),
    question({
      key: 'boot-media.partition',
      title: 'Which device and partition, as U-Boot counts?',
      suggest: () => ({ value: '0:1', because: 'that is the first partition of the first device' }),
    }),
    nameOnMedium('boot-media.dtb', 'What is the device tree called there?', 'dtb.file', 'board.dtb', ({ answers }) => answers['dtb.source'] === 'file'),
    nameOnMedium('boot-media.xen', 'What is Xen called there?', 'xen.file', 'xen'),
    nameOnMedium('boot-media.kernel', 'What is the dom0 kernel called there?', 'dom0-kernel.file', 'Image'),
    nameOnMedium('boot-media.initrd', 'What is the dom0 initramfs called there, if there is one?', 'dom0-kernel.initrd-file', 'initrd.img'),
    question({
      key: 'boot-media.script-address',
      title: 'At which address does U-Boot put the boot script?',
      suggest: suggestScriptAddress,
    }),
    question({
      key: 'boot-media.addresses',
      title: 'Who decides the load addresses?',
      suggest: () => ({ value: 'planned', because: 'xenup proves that nothing overlaps and says why each thing lies where it does' }),
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
}

/** A file's name on the medium: that of the file here when it has one that the medium takes. */
function nameOnMedium(
  key: 'boot-media.dtb' | 'boot-media.xen' | 'boot-media.kernel' | 'boot-media.initrd',
  title: string, file: AnswerKey, usual: string, when?: (situation: Situation) => boolean,
): Question {
  return question({
    key, title,
    ...(when && { when }),
    suggest({ answers }) {
      const named = answers[file]
      const name = typeof named === 'string' && named !== 'none' ? named.split('/').at(-1)! : undefined
      return name !== undefined && readAnswer(key, name).ok
        ? { value: name, because: `that is its name in ${file}` }
        : { value: usual, because: 'it is as good a name as any; copy the file under it' }
    },
  })
}

function ownAddress(key: 'boot-media.dtb-address' | 'boot-media.xen-address' | 'boot-media.kernel-address' | 'boot-media.initrd-address', title: string): Question {
  return question({ key, title, when: ({ answers }) => answers['boot-media.addresses'] === 'own', suggest: () => undefined })
}

function suggestScriptAddress({ board, facts, answers }: Situation) {
  const scriptaddr = board && addressOf(board, 'scriptaddr')
  if (scriptaddr !== undefined) return { value: scriptaddr, because: `scriptaddr of U-Boot is ${hex(scriptaddr)} on ${board!.name}` }
  const start = facts['memory.banks']?.value[0]?.base ?? answers['dtb.memory-base']
  if (start === undefined) return undefined
  return { value: freeNear(start, facts['memory.reserved']?.value ?? []), because: 'it is free RAM near the start; if your U-Boot shows another in "printenv scriptaddr", type that' }
}

/** The first 2 MiB of RAM that nobody keeps; the very first are left alone, for firmware has spin tables and the like there. */
function freeNear(start: bigint, reserved: readonly ReservedRange[]): bigint {
  const step = 2n * MiB
  let at = roundUp(start, step) + step
  for (;;) {
    const obstacle = reserved.find(({ base, size }) => base < at + step && at < base + size)
    if (!obstacle) return at
    at = roundUp(obstacle.base + obstacle.size, step)
  }
}
