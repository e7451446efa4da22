import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FileTail } from '../../src/rehearse/serial-log.ts'

describe('the log file', () => {
  it('is read from where it was left', () => {
    const dir = mkdtempSync(join(tmpdir(), 'xenup-log-'))
    try {
      const file = join(dir, 'serial.log')
      writeFileSync(file, 'one')
      const tail = new FileTail(file)
      expect(tail.read().toString()).toBe('one')
      expect(tail.read().toString()).toBe('')
      appendFileSync(file, 'x'.repeat(100_000))
      expect(tail.read()).toHaveLength(100_000)
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  })
})
