/** Before the boots: the parts are fetched, once, into a folder that git ignores. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The folder with the parts: XENUP_PARTS, or test/e2e/.parts. */
export const partsFolder = process.env['XENUP_PARTS'] ?? fileURLToPath(new URL('.parts', import.meta.url))

export default function fetchParts(): void {
  execFileSync('bash', [fileURLToPath(new URL('parts.sh', import.meta.url)), partsFolder], { stdio: 'inherit' })
}
