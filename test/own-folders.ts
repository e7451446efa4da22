/** One folder for all that the tests write, made before the first and removed after the last. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where tests make folders of their own. */
    readonly folder: string
  }
}

/** In memory where the system has such a place: to wait for a disk after each file is most of the time of some tests. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** Makes the folder and tells the tests where it is; gives what removes it. */
export default function folder({ provide }: TestProject): () => void {
  const path = mkdtempSync(join(place, 'xenup-test-'))
  provide('folder', path)
  return () => rmSync(path, { recursive: true, force: true })
}
