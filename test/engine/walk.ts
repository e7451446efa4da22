/** Walks for tests: the answers of a person who types texts, one question after the other. */
import type { Words } from '../../src/engine/build-screen.ts'
import { answered } from '../../src/engine/replay.ts'
import { advance, begin, positionOf, type Session, settledAnswers } from '../../src/engine/session.ts'
import { suggestionFor } from '../../src/engine/suggestion.ts'
import { type AnswerKey, type Answers, isAnswerKey, readAnswer, showAnswer } from '../../src/model/answers.ts'
import { steps } from '../../steps/index.ts'
import { boards, teach } from '../steps/boards.ts'

/** The pages' words, for tests that need none: `purpose` and `page` are those of every question. */
export const words = ({ purpose = '', page }: { readonly purpose?: string; readonly page?: string } = {}): Words => ({
  purpose: () => purpose,
  page: () => page,
  howTo: () => '',
  minutes: () => undefined,
  usedBy: () => [],
})

/** Texts by key; what is not in it is answered with Enter. */
export type Typed = Readonly<Partial<Record<AnswerKey, string>>>

/** A new walk through the real steps, with the boards of the tests. */
export const start = (saved: Typed = {}): Session => begin(steps, boards, valuesOf(saved))

/** The values of texts, as an answers file would have them. */
export function valuesOf(typed: Typed): Answers {
  return Object.fromEntries(
    Object.entries(typed).map(([key, text]) => {
      const reading = isAnswerKey(key) ? readAnswer(key, text) : undefined
      if (!reading?.ok) throw new Error(`${key} does not take ${text}`)
      return [key, reading.value]
    }),
  )
}

/** The key of the open question. */
export const openKey = (session: Session): AnswerKey | undefined => positionOf(session).open?.question.key

/** What Enter would answer now, as text. */
export function entered(session: Session): string | undefined {
  const { open } = positionOf(session)
  const suggestion = open && suggestionFor(session, open)
  return suggestion && showAnswer(open.question.key, suggestion.value)
}

/** Types a text at the open question; files are read as they are named. */
export const type = (session: Session, text: string): Session => advance(session, answered(session, text, teach))

/** Presses Enter; a question that suggests nothing gets the empty text. */
export const enter = (session: Session): Session => type(session, entered(session) ?? '')

/** One question back. */
export const back = (session: Session): Session => advance(session, { kind: 'back' })

/** Answers until `until` is open, or to the end; stops where an answer is refused. */
export function walk(session: Session, typed: Typed = {}, until?: AnswerKey): Session {
  for (let now = session; ; ) {
    const key = openKey(now)
    if (key === undefined || key === until) return now
    const text = typed[key]
    const next = text === undefined ? enter(now) : type(now, text)
    if (next.refusal !== undefined) return next
    now = next
  }
}

/** What is settled, as texts, in the order in which it was asked. */
export const settledTexts = (session: Session): Typed =>
  Object.fromEntries(
    Object.entries(settledAnswers(session)).map(([key, value]) => [key, showAnswer(key as AnswerKey, value as never)]),
  )

/** The way to a board's tree, and what else only the user knows. */
export const toBoard = (file: string): Typed => ({
  'goal.target': 'hardware',
  'dtb.file': file,
  ...(file === 'no-memory.dtb' && { 'dtb.memory-base': '0x40000000', 'dtb.memory-size': '4G' }),
})

/** Conversations that together ask every question; each runs to its end. */
export const conversations: Readonly<Record<string, Typed>> = {
  'the house board': {},
  'the house board, dom0 only, no initramfs': {
    'goal.reach': 'dom0',
    'dom0-userspace.system': 'own',
    'dom0-kernel.initrd': 'no',
  },
  'a 32-bit board': toBoard('arm32.dtb'),
  'a board that starts with UEFI': { ...toBoard('sbc.dtb'), 'firmware.loader': 'uefi', 'boot-media.device': 'nvme' },
  'files over the network': { ...toBoard('sbc.dtb'), 'boot-media.device': 'tftp' },
  'everything built, a guest with disk and network': {
    ...toBoard('sbc.dtb'),
    'xen.source': 'build',
    'dom0-kernel.source': 'build',
    'guest.ramdisk': 'none',
    'guest.disk-size': '4G',
    'guest.network': 'yes',
  },
  'a tree at which Xen would stop, and a Xen that is built': { ...toBoard('stops.dtb'), 'xen.source': 'build' },
  'a guest on a logical volume': { 'guest.disk': 'device' },
  'the house board with every file named': {
    'xen.file': 'xen',
    'dom0-kernel.file': 'boot/vmlinuz-6.1',
    'dom0-kernel.initrd-file': 'initrd.img',
    'guest.ramdisk-file': 'initrd.img',
  },
  'the house board with a dumped tree': { 'dtb.source': 'file', 'dtb.file': 'sbc.dtb' },
  'a guest without a ramdisk': { 'guest.ramdisk': 'none' },
  'an SBC with 8 CPUs and 4 GiB': toBoard('sbc.dtb'),
  'a board whose firmware fills in the memory': toBoard('no-memory.dtb'),
  'a board that comes in sizes of RAM': { ...toBoard('sizes.dtb'), 'dtb.ram': '4G' },
  'a board with no UART that Xen drives': toBoard('no-uart.dtb'),
  'a board whose UART needs Xen 4.23': toBoard('late-uart.dtb'),
  'a board without stdout-path': toBoard('no-stdout.dtb'),
  'a tree with control characters': toBoard('hostile.dtb'),
  'names of their own': { ...toBoard('sbc.dtb'), 'boot-media.names': 'own', 'boot-media.xen-name': 'xen-4.17' },
  'addresses of their own': {
    'boot-media.addresses': 'own',
    'boot-media.dtb-address': '0x40400000',
    'boot-media.xen-address': '0x40600000',
    'boot-media.kernel-address': '0x40800000',
    'boot-media.initrd-address': '0x44800000',
  },
}
