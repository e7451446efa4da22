/** From answers to what xenup comes to, without a disk: the files that answers may name are made here. */
import { boardPages } from '../../src/content/board-page.ts'
import { type FileReader, replay } from '../../src/engine/replay.ts'
import { begin, type Session } from '../../src/engine/session.ts'
import { parseFile } from '../../src/learn/file.ts'
import { type AnswerKey, type Answers, readAnswer } from '../../src/model/answers.ts'
import { UserError } from '../../src/model/user-error.ts'
import { type Evaluation, evaluate } from '../../src/project/evaluation.ts'
import { library } from '../../src/project/open.ts'
import { steps } from '../../steps/index.ts'
import { boardTree } from '../artifacts/fixtures.ts'
import { dtb } from '../dtb.ts'
import { linuxImage, xenImage, zImage } from '../read/images.ts'
import type { Typed } from './random-answers.ts'

const boards = boardPages(library())

/** The files that answers may name, right ones and wrong ones. */
export const files: Readonly<Record<string, Uint8Array>> = {
  'board.dtb': dtb(boardTree()),
  'bare.dtb': dtb({ '#address-cells': 1, '#size-cells': 1 }),
  xen: xenImage(),
  Image: linuxImage(),
  zImage: zImage(),
  'initrd.img': Buffer.from(`070701${'0'.repeat(4090)}`),
  'boot.log': Buffer.from(
    'U-Boot 2023.01\n[    0.000000] Booting Linux on physical CPU 0x0000000000 [0x411fd070]\n[    0.000000] Linux version 6.1.0\n[    0.000000] CPU: All CPU(s) started at EL2\n',
  ),
  'guest.cfg': Buffer.from('name = "a"\nkernel = "/k"\nmemory = 256\n'),
  config: Buffer.from('CONFIG_XEN=y\nCONFIG_XEN_DOM0=y\n# CONFIG_DEBUG_LL is not set\n'),
  empty: new Uint8Array(),
}
const learnt = new Map(Object.entries(files).map(([name, bytes]) => [name, parseFile(bytes, name)]))
const teach: FileReader = (path) => {
  const known = learnt.get(path)
  if (!known) throw new UserError('this file is not there', { where: path })
  return known
}

/** What xenup comes to. */
export type Conclusion =
  | { readonly kind: 'refused'; readonly says: readonly string[] }
  | ({ readonly kind: 'settled'; readonly session: Session } & Evaluation)

/** Replays answers with every suggestion taken, plans and judges. */
export function conclude(answers: Answers): Conclusion {
  const { session, refused, stoppedAt } = replay(begin(steps, boards, answers), teach, { takeSuggestions: true })
  if (refused.length > 0) return { kind: 'refused', says: refused.map(({ says }) => says) }
  if (stoppedAt)
    return { kind: 'refused', says: [`there is no answer to ${stoppedAt}, and nothing to suggest one from`] }
  return { kind: 'settled', session, ...evaluate(session) }
}

/** Answers as text to their values. */
export const valuesOf = (typed: Typed): Answers =>
  Object.fromEntries(
    (Object.entries(typed) as [AnswerKey, string][]).map(([key, text]) => {
      const reading = readAnswer(key, text)
      if (!reading.ok) throw new Error(`${key} does not take ${JSON.stringify(text)}: ${reading.says}`)
      return [key, reading.value]
    }),
  )
