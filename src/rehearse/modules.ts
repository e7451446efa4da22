/**
 * Kernel modules in the order in which they can be loaded, read from the modules themselves: a package brings no
 * modules.dep.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { UserError } from '../model/user-error.ts'
import { moduleDepends } from './elf.ts'
import { type Environment, requireTools, run } from './tools.ts'

/** A module ready to be loaded. */
export interface KernelModule {
  readonly name: string
  readonly bytes: Uint8Array
}

/** `-` and `_` are the same in a module's name (kmod, underscores()). */
const plain = (name: string): string => name.replaceAll('-', '_')

/**
 * The named modules and all that they depend on, dependencies first.
 *
 * One that is built into the kernel is left out; one that is neither there nor built in is UserError.
 */
export async function kernelModules(
  folder: string,
  names: readonly string[],
  environment: Environment,
): Promise<readonly KernelModule[]> {
  const files = new Map<string, string>()
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const name = /^(.+)\.ko(?:\.xz)?$/.exec(basename(file))?.[1]
    if (name !== undefined) files.set(plain(name), join(folder, file))
  }
  const builtIn = new Set(
    readFileSync(join(folder, 'modules.builtin'), 'utf8')
      .split('\n')
      .filter((line) => line.endsWith('.ko'))
      .map((line) => plain(basename(line, '.ko'))),
  )
  const loaded = new Map<string, KernelModule>()

  const load = async (name: string, wantedBy: string): Promise<void> => {
    const key = plain(name)
    if (loaded.has(key) || builtIn.has(key)) return
    const file = files.get(key)
    if (file === undefined)
      throw new UserError(`the kernel has no module ${name}, which ${wantedBy} needs`, { where: folder })
    // Debian 13 compresses its modules.
    const bytes = file.endsWith('.xz') ? await unpacked(file, environment) : readFileSync(file)
    const depends = moduleDepends(bytes)
    if (depends === undefined) throw new UserError('this is not a kernel module for Arm', { where: file })
    for (const other of depends) await load(other, name)
    loaded.set(key, { name: key, bytes })
  }
  for (const name of names) await load(name, 'a rehearsal')
  return [...loaded.values()]
}

async function unpacked(file: string, environment: Environment): Promise<Uint8Array> {
  await requireTools(['xz'], environment)
  return run('xz', ['-dc', file], environment)
}
