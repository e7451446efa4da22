/** What is suggested for memory is enough for the files that were read, whatever they are and whatever the board. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dom0Memory } from '../../src/checks/dom0-memory.ts'
import { guestMemory } from '../../src/checks/guest-memory.ts'
import { judge } from '../../src/checks/judge.ts'
import { memoryTotal } from '../../src/checks/memory-total.ts'
import type { Situation } from '../../src/engine/step.ts'
import { readAnswer } from '../../src/model/answers.ts'
import type { ParsedFile, RamdiskPart } from '../../src/model/facts.ts'
import { MiB } from '../../src/model/quantity.ts'
import { fact, file, load, material, plan } from '../checks/material.ts'
import { situation, suggested } from './asked.ts'

const kernel = fc
  .bigInt(8n * MiB, 64n * MiB)
  .map((size) => file('Image', 'arm64-image', { 'image.size': size, 'linux.version': '6.1.0' }, size))
const ramdisk = fc
  .record({ packed: fc.bigInt(MiB, 90n * MiB), factor: fc.option(fc.bigInt(1n, 6n), { nil: undefined }) })
  .map(({ packed, factor }) => {
    const part: RamdiskPart = { as: 'gzip', packed, ...(factor !== undefined && { unpacked: packed * factor }) }
    return file('initrd.img', 'gzip', { 'gzip.holds': 'cpio', 'ramdisk.parts': [part] }, packed)
  })
const files = fc.record({
  kernel: fc.option(kernel, { nil: undefined }),
  ramdisk: fc.option(ramdisk, { nil: undefined }),
  ram: fc.bigInt(512n, 16384n).map((mebibytes) => mebibytes * MiB),
})

const at = (ram: bigint, read: Situation['files']): Situation => ({
  ...situation(),
  facts: { 'memory.banks': fact([{ base: 0x4000_0000n, size: ram }]) },
  files: read,
})

function suggestedMemory(key: 'guest.memory' | 'dom0-kernel.memory', where: Situation): bigint {
  const read = readAnswer(key, suggested(key, where)![0])
  if (!read.ok) throw new Error(read.says)
  return read.value
}

test('for a guest', () => {
  fc.assert(
    fc.property(files, ({ kernel: image, ramdisk: archive, ram }) => {
      const read: Situation['files'] = {
        ...(image && { 'guest.kernel-file': image }),
        ...(archive && { 'guest.ramdisk-file': archive }),
      }
      const memory = suggestedMemory('guest.memory', at(ram, read))
      expect(
        judge(
          material({
            'guest.memory': memory,
            'guest.cmdline': 'console=hvc0',
            'read:guest.kernel-file': image,
            'read:guest.ramdisk-file': archive,
          }),
          [guestMemory],
        ).findings,
      ).toEqual([])
    }),
  )
})

test('for dom0, wherever the board has that much', () => {
  fc.assert(
    fc.property(files, ({ kernel: image, ramdisk: archive, ram }) => {
      const read: Situation['files'] = {
        ...(image && { 'dom0-kernel.file': image }),
        ...(archive && { 'dom0-kernel.initrd-file': archive }),
      }
      const memory = suggestedMemory('dom0-kernel.memory', at(ram, read))
      fc.pre(memory + 192n * MiB <= ram)
      const size = (of: ParsedFile | undefined, room: bigint) => of?.facts['image.size']?.value ?? of?.size ?? room
      const judged = judge(
        material({
          'read:dom0-kernel.file': image,
          'read:dom0-kernel.initrd-file': archive,
          plan: plan({
            banks: [{ base: 0x4000_0000n, size: ram }],
            loads: [load('kernel', 0x4100_0000n, size(image, MiB)), load('initrd', 0x4800_0000n, size(archive, MiB))],
            dom0: { memory, vcpus: 2, cmdline: 'console=hvc0' },
          }),
        }),
        [dom0Memory],
      )
      expect(judged.findings).toEqual([])
    }),
  )
})

test('for dom0 and a guest together, whatever the tree reserves', () => {
  fc.assert(
    fc.property(
      fc.bigInt(512n, 4096n).map((mebibytes) => mebibytes * MiB),
      fc.bigInt(0n, 512n).map((mebibytes) => mebibytes * MiB),
      (ram, reserved) => {
        // dom0 and the guest get 128 and 64 MiB at least, and Xen keeps 192 of what dom0 does not get.
        fc.pre(ram - reserved >= 384n * MiB)
        const banks = [{ base: 0x4000_0000n, size: ram }]
        const kept = { base: 0x4000_0000n, size: reserved }
        const where = (dom0?: bigint): Situation => ({
          ...situation(),
          answers: dom0 === undefined ? {} : { 'dom0-kernel.memory': dom0 },
          facts: { 'memory.banks': fact(banks), 'memory.reserved': fact([{ ...kept, path: '/reserved-memory/all' }]) },
        })
        const dom0 = suggestedMemory('dom0-kernel.memory', where())
        const guest = suggestedMemory('guest.memory', where(dom0))
        const planned = plan({
          banks,
          regions: [{ ...kept, kind: 'reserved', name: 'reserved: all', because: 'the tree says so' }],
          loads: [],
          dom0: { memory: dom0, vcpus: 2, cmdline: 'console=hvc0' },
        })
        const have = material({
          plan: planned,
          'guest.memory': guest,
          'read:dom0-kernel.file': undefined,
          'read:dom0-kernel.initrd-file': undefined,
        })
        expect(judge(have, [dom0Memory, memoryTotal]).findings).toEqual([])
      },
    ),
  )
})
