/** What a write would do to a file, as a unified diff. */
import { limits } from '../model/limits.ts'
import { visible } from '../model/visible.ts'
import type { Fate } from './fate.ts'

/** From what is on disk to what would be there; nothing where that is the same. */
export async function fileDifference({ path, write, isRemoved, onDisk }: Fate): Promise<string> {
  if (!write && !isRemoved) return ''
  const [before, after] = [onDisk, write].map((content) => (content ? Buffer.from(content).toString('utf8') : ''))
  if ([before, after].some((text) => text!.includes('\0')))
    return `${visible(`Binary files a/${path} and b/${path} differ`)}\n`
  const { createTwoFilesPatch } = await import('diff')
  const patch = createTwoFilesPatch(
    onDisk ? `a/${path}` : '/dev/null',
    write ? `b/${path}` : '/dev/null',
    before!,
    after!,
    undefined,
    undefined,
    { maxEditLength: limits.differing.most },
  )
  if (patch === undefined) return `${visible(`Files a/${path} and b/${path} differ in more lines than are shown`)}\n`
  // A carriage return at the end of a line is a line end of some editors, and patch needs it.
  return patch
    .split('\r\n')
    .map((part) => visible(part, { lines: true }))
    .join('\r\n')
}
