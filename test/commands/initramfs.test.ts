import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { MiB } from '../../src/model/quantity.ts'
import { cpio } from '../../src/rehearse/cpio.ts'
import { linuxImage } from '../read/images.ts'
import { inside } from './inside.ts'

/** An initramfs of half a megabyte that says that it unpacks to 300 MiB: its end does, and only the end is changed. */
function initramfs(): Uint8Array {
  const noise = Uint8Array.from({ length: 500_000 }, (_, i) => (i * i * 2654435761) >>> 24)
  const packed = gzipSync(cpio([{ kind: 'file', path: 'noise', bytes: noise }]))
  packed.writeUInt32LE(Number(300n * MiB), packed.length - 4)
  return packed
}

function withFiles(): string {
  const cwd = mkdtempSync(join(tmpdir(), 'xenup-initramfs-'))
  writeFileSync(join(cwd, 'xenup.answers.yaml'), 'xenup: 2\ngoal:\n  target: qemu\n')
  writeFileSync(join(cwd, 'Image'), linuxImage())
  writeFileSync(join(cwd, 'initrd.img'), initramfs())
  return cwd
}
const files = ['--set', 'guest.kernel-file=Image', '--set', 'guest.ramdisk-file=initrd.img']

test('an initramfs counts with what it unpacks to, though its file is small', async () => {
  const cwd = withFiles()
  const { status, out } = await inside(cwd, 'check', ...files, '--set', 'guest.memory=256M')
  expect(status).toBe(1)
  expect(out).toMatch(
    /^error: The guest gets 256 MiB, and needs about [\d.]+ MiB:[^]*300\s+MiB\s+for\s+what\s+it\s+unpacks/m,
  )
})

test('and what is suggested for it is enough', async () => {
  const { out } = await inside(withFiles(), 'check', ...files)
  expect(out).not.toContain('guest-memory')
})

test('inspect shows its parts', async () => {
  const { out } = await inside(withFiles(), 'inspect', 'initrd.img')
  expect(out).toMatch(/ramdisk\.parts +gzip {2}[\d.]+ KiB {2}unpacks to 300 MiB/)
})
