/** What a rehearsal that fails says, with a QEMU that only plays a log. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { goodBoot, silentBoot, text, uBootLines, xenLines } from '../console/boots.ts'
import { smallParts } from '../rehearse/small-parts.ts'
import { started, xenup } from './program.ts'

const panic = [
  ...uBootLines,
  ...xenLines.slice(0, 9),
  '(XEN) Panic on CPU 0:',
  '(XEN) Failed to allocate requested dom0 memory. 172MB unallocated',
]

/** Runs `xenup rehearse` in a folder with answers, where QEMU shows these lines and ends. */
function rehearse(lines: readonly string[], ...args: string[]) {
  const folder = started()
  const parts = join(folder, 'parts')
  smallParts(parts)
  const put = (path: string, content: string, mode = 0o644): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content, { mode })
  }
  for (const path of ['usr/lib/u-boot/qemu_arm64/u-boot.bin', 'boot/xen-4.17-arm64', 'boot/vmlinuz-6.1.0-arm64'])
    put(join('parts', path), path)
  put('parts/lib/aarch64-linux-gnu/libc.so.6', '')
  symlinkSync('.', join(parts, 'lib/modules/6.1.0-arm64'))
  put('lines', text(lines))
  for (const tool of ['mformat', 'mmd', 'mcopy']) put(join('bin', tool), '#!/bin/sh\n', 0o755)
  put(
    'bin/qemu-system-aarch64',
    `#!/bin/sh
for word; do case $word in file:*) cat ${folder}/lines >>"\${word#file:}" ;; esac; done
`,
    0o755,
  )
  const env = { PATH: `${join(folder, 'bin')}:${process.env['PATH']}` }
  const run = (...words: string[]) => xenup(folder, words, { env })
  return { run, ...run('rehearse', '--parts', 'parts', '--work', 'work', ...args) }
}

describe('a rehearsal that fails', () => {
  test('says how far it came, and then what the diagnosis of its console says', () => {
    const { status, out, err, run } = rehearse(panic, '--timeout', '20')
    expect({ status, err: err.includes('xenup:') ? err : '' }).toEqual({ status: 1, err: '' })
    expect(out).toMatch(/^It came as far as "Xen builds dom0" but not to "dom0's Linux runs": /)
    expect(out).toContain("The console's log: work/serial.log\n")
    const diagnosis = run('diagnose', 'work/serial.log', '-a', 'xenup.answers.yaml')
    expect(diagnosis.status).toBe(1)
    expect(out.endsWith(`\n\n${diagnosis.out}`)).toBe(true)
    expect(diagnosis.out).toContain('172 MB of it are missing')
  })

  test('tells a silence as the diagnosis does, with what the answers rule out', () => {
    const { out, run } = rehearse(silentBoot, '--timeout', '20')
    expect(out).toContain('Not this: ')
    expect(out.endsWith(`\n\n${run('diagnose', 'work/serial.log', '-a', 'xenup.answers.yaml').out}`)).toBe(true)
  })

  test('--json has the diagnosis in the same document', () => {
    const { status, out } = rehearse(panic, '--timeout', '20', '--json')
    expect(status).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      xenup: 1,
      ok: false,
      reached: 'dom0-build',
      diagnosis: { came: 'wrong', causes: [{ symptom: 'dom0-memory-not-found', step: 'dom0-kernel' }] },
    })
  })

  test('of whose console nothing can be told says only how far it came', () => {
    const { status, out } = rehearse([], '--timeout', '20')
    expect(status).toBe(1)
    expect(out).toMatch(/^It came as far as "The machine is switched on"[^\n]*\nThe console's log: \S+\n$/)
  })
})

test('a rehearsal that is good has no diagnosis', () => {
  const { status, out } = rehearse(
    [
      ...goodBoot,
      'xenup-dom0: up cpus=2 mem=744324',
      'xenup-dom0: guest created',
      '[xl console] xenup-guest: up host=g cpus=1 mem=230564 cmdline=console=hvc0',
    ],
    '--timeout',
    '20',
    '--json',
  )
  expect(status).toBe(0)
  expect(JSON.parse(out)).not.toHaveProperty('diagnosis')
})
