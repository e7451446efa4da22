/** A question that is answered with yes or no, asked on a terminal. */
import { createInterface } from 'node:readline/promises'
import type { Io } from '../model/io.ts'

/** True for yes; Enter alone is the `usual` answer, and the end of the input is no. */
export async function isAgreed(
  question: string,
  usual: 'yes' | 'no',
  { stdin, stdout }: Pick<Io, 'stdin' | 'stdout'>,
): Promise<boolean> {
  const lines = createInterface({ input: stdin, output: stdout })
  try {
    const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('no')))
    const asked = lines.question(`${question} ${usual === 'yes' ? '[Y/n]' : '[y/N]'} `)
    const said = (await Promise.race([asked, ended])).trim()
    return said === '' ? usual === 'yes' : /^y(es)?$/i.test(said)
  } finally {
    lines.close()
  }
}
