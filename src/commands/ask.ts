/** A question that is answered with yes or no, asked on a terminal. */
import { createInterface } from 'node:readline/promises'
import type { Io } from '../model/io.ts'

/** True for yes, and for Enter alone; false at the end of the input. */
export async function isAgreed(question: string, { stdin, stdout }: Pick<Io, 'stdin' | 'stdout'>): Promise<boolean> {
  const lines = createInterface({ input: stdin, output: stdout })
  try {
    const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('no')))
    return /^(y|yes|)$/i.test((await Promise.race([lines.question(`${question} [Y/n] `), ended])).trim())
  } finally {
    lines.close()
  }
}
