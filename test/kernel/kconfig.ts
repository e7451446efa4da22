/**
 * Linux's Kconfig, fetched once into a folder that git ignores. Without it the proof is skipped, and says so; in CI it
 * fails.
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder with it: XENUP_KCONFIG, or test/kernel/.kconfig. */
const folder = process.env['XENUP_KCONFIG'] ?? fileURLToPath(new URL('.kconfig', import.meta.url))

/** What Linux's source has of Kconfig. */
export const linux = join(folder, 'linux')

/** True when it was unpacked. */
export const haveKconfig = existsSync(join(folder, 'package'))

export default function fetchKconfig(): void {
  try {
    execFileSync('bash', [fileURLToPath(new URL('kconfig.sh', import.meta.url)), folder], { stdio: 'inherit' })
  } catch (error) {
    if (process.env['CI']) throw error
    console.error("\nTHE KERNEL FRAGMENTS ARE NOT PROVEN: Linux's Kconfig could not be fetched (see above).\n")
  }
}
