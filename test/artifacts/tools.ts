/** Real tools that tests compare with; a test that has to do without says so loudly. */
import { spawnSync } from 'node:child_process'
import { test } from 'vitest'

const has = (tool: string): boolean => spawnSync('sh', ['-c', 'command -v -- "$1"', 'sh', tool]).status === 0

/** `test`, or a skip that names the tools that are missing and the packages that have them. */
export function withTools(...tools: readonly string[]): typeof test | typeof test.skip {
  const missing = tools.filter((tool) => !has(tool))
  if (missing.length === 0) return test
  console.warn(
    `SKIPPED for want of ${missing.join(', ')}: install ${missing.map((tool) => packages[tool] ?? tool).join(', ')}`,
  )
  return test.skip
}

const packages: Readonly<Record<string, string>> = {
  dtc: 'device-tree-compiler',
  fdtoverlay: 'device-tree-compiler',
  fdtget: 'device-tree-compiler',
  mkimage: 'u-boot-tools',
  shellcheck: 'shellcheck',
  'mkfs.ext4': 'e2fsprogs',
  'mkfs.vfat': 'dosfstools',
  sfdisk: 'fdisk',
  losetup: 'mount',
  lsblk: 'util-linux',
}

/** Runs a tool; its streams and status. */
export function run(
  tool: string,
  args: readonly string[],
  options: {
    readonly cwd?: string
    readonly input?: string | Uint8Array
    readonly env?: Readonly<Record<string, string>>
  } = {},
) {
  const { cwd, input, env } = options
  const { status, stdout, stderr, error } = spawnSync(tool, args, {
    encoding: 'utf8',
    timeout: 60_000,
    ...(cwd !== undefined && { cwd }),
    ...(input !== undefined && { input }),
    ...(env && { env: { ...process.env, ...env } }),
  })
  if (error) throw error
  return { status, out: stdout, err: stderr }
}
