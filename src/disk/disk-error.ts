/** What the system says about a file, as UserError with something to do. */
import { NotSaved, UserError } from '../model/user-error.ts'

/** The system's words (errno(3)) in ours, and the advice. */
const words: Readonly<Record<string, readonly [says: string, advice: string]>> = {
  ENOENT: ['the folder is not there', 'Make the folder first, or name another file.'],
  ENOTDIR: ['a part of the path is a file, not a folder', 'Correct the path.'],
  EISDIR: ['it is a folder', 'Name a file.'],
  EACCES: [
    'you have no permission',
    'Change the permissions of the file and its folder (ls -ld shows them), or name another file.',
  ],
  EPERM: [
    'the system does not permit it',
    'Change the permissions or attributes of the file and its folder, or name another file.',
  ],
  EROFS: ['the file system is read-only', 'Name a file elsewhere, or mount it for writing.'],
  ENOSPC: ['no space is left on the disk', 'Make room and try again.'],
  EDQUOT: ['your quota on the disk is used up', 'Make room and try again.'],
  EFBIG: ['the file would be larger than allowed', 'Raise the limit (ulimit -f) and try again.'],
  ELOOP: ['its symbolic links go round in a circle', 'Correct the links, or name another file.'],
  ENAMETOOLONG: ['the name is too long', 'Choose a shorter name.'],
  EIO: ['the disk reports an error', 'Save elsewhere, and look after the disk.'],
}

/** UserError from an error of node:fs; UserError comes back as it is, and anything else, which is a bug, too. */
export function diskError(error: unknown, path: string, doing: 'saved' | 'read'): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return error
  const code = String(error.code)
  const [says, advice] = words[code] ?? [`the system says ${code}`, 'Look at the path and the disk, and try again.']
  const after = doing === 'saved' ? ', and what was there before is unchanged' : ''
  const Kind = doing === 'saved' ? NotSaved : UserError
  return new Kind(`it cannot be ${doing}: ${says}${after}`, { where: path, advice })
}
