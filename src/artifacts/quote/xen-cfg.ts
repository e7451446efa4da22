/**
 * Values of Xen's configuration file for UEFI: they run to the end of the line, and nothing can be quoted (Xen
 * xen/common/efi/boot.c: pre_parse, get_value, split_string).
 */
import { named, unprintable } from '../../model/visible.ts'
import { type Quoted, quoted, refused } from './quoted.ts'

/** Options to the end of the line: for Xen after `options=`, for dom0 after the kernel's name and one space. */
export function xenCfgOptions(value: string): Quoted {
  const odd = unprintable(value)
  if (odd !== undefined) return refused(`There is ${odd}: Xen reads its xen.cfg as ASCII, line by line.`)
  const hash = value.indexOf('#')
  if (hash >= 0)
    return refused(`There is ${named('#', value, hash)}: Xen takes it and all behind it in xen.cfg for a comment.`)
  if (value.startsWith(' ')) return refused('It begins with a space, which Xen leaves out when it reads xen.cfg.')
  return quoted(value)
}

/** A file beside xen.efi; UEFI parts folders with a backslash (UEFI specification, EFI_FILE_PROTOCOL.Open). */
export function xenCfgFile(value: string): Quoted {
  const odd = value.search(/[^\w.+@=~^/-]/)
  if (odd >= 0)
    return refused(
      `There is ${named(value[odd]!, value, odd)}: Xen ends a file name in xen.cfg at a space, and knows no quotes.`,
    )
  return quoted(value.replaceAll('/', '\\'))
}
