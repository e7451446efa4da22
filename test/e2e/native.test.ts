/** Linux without Xen, as every board should boot first: what boot/native.scr does. */
import { expect, test } from 'vitest'
import type { Arch } from '../../src/model/arch.ts'
import { type Booted, boot, machineOf } from './boot.ts'

const scenarios: readonly {
  readonly arch: Arch
  readonly from: string
  readonly answers: Readonly<Record<string, string>>
}[] = [
  { arch: 'arm64', from: 'a disk', answers: { 'native.root': '/dev/vda2' } },
  { arch: 'arm32', from: 'an initramfs', answers: {} },
]

test.each(scenarios)('the native script boots Linux of $arch without Xen, from $from', async ({ arch, answers }) => {
  const booted = await boot({ name: `${arch}-native`, machine: machineOf(arch), answers, native: true })
  expect(booted.verdict).toMatchObject({ ok: true, reached: 'native-up', native: { cpus: 2 } })
  expect(booted.log).not.toContain('Xen version')
  expect(booted.log).toContain(booted.plan.native!.cmdline)
  expect(nativeLines(booted).filter((line) => !booted.log.includes(line))).toEqual([])
})

/** What the handbook's section "First without Xen" has the user look for. */
function nativeLines({ handbook }: Booted): readonly string[] {
  const section = /^## First without Xen\n[^]*?(?=^## )/m.exec(handbook)?.[0] ?? ''
  const lines = section
    .split('\n')
    .filter((line) => line.startsWith('- [ ] '))
    .flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, text]) => text!))
  expect(lines.length).toBeGreaterThan(3)
  return lines
}
