/** Every script that can come out, through the readers of shell scripts: bash itself, and shellcheck. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { medium } from '../../src/model/boot-medium.ts'
import { boardIn, rendered } from './fixtures.ts'
import { board32In } from './kinds.ts'
import { run, withTools } from './tools.ts'

type Answers = Readonly<Record<string, string>>

const builds: readonly Answers[] = [
  {},
  { 'xen.source': 'build', 'xen.version': '4.22', 'xen.early-printk': 'yes' },
  { 'xen.source': 'build', 'dom0-kernel.source': 'build', 'goal.reach': 'dom0' },
  { 'dom0-kernel.source': 'build', 'xen.version': '4.20' },
]

const userspaces: readonly Answers[] = [
  { 'dom0-userspace.system': 'initramfs' },
  {
    'dom0-userspace.system': 'debian',
    'dom0-userspace.suite': 'trixie',
    'dom0-userspace.root': '/dev/mmcblk0p2',
    'dom0-userspace.bridge': 'yes',
    'dom0-userspace.interface': 'eth0',
  },
  { 'dom0-userspace.system': 'debian', 'dom0-userspace.suite': 'bookworm', 'dom0-userspace.bridge': 'no' },
  { 'dom0-userspace.system': 'own', 'dom0-userspace.bridge': 'yes', 'dom0-userspace.interface': 'enp1s0' },
  { 'dom0-userspace.system': 'own', 'dom0-userspace.bridge': 'no' },
]

const guests: readonly Answers[] = [
  { 'guest.disk': 'none' },
  {
    'guest.disk': 'file',
    'guest.disk-path': "/srv/xen/it's $HOME.img",
    'guest.network': 'yes',
    'guest.bridge': 'xenbr0',
  },
  { 'guest.disk': 'device', 'guest.disk-path': '/dev/vg0/guest 1', 'guest.network': 'no' },
]

const media: readonly Answers[] = [
  ...Object.keys(medium).map((device): Answers => ({ 'boot-media.device': device })),
  { 'boot-media.device': 'usb', 'boot-media.method': 'imagebuilder', 'boot-media.kernel-name': 'linux/Image-6.1' },
  { 'boot-media.device': 'nvme', 'firmware.loader': 'uefi' },
  { 'boot-media.device': 'mmc', 'boot-media.xen-name': '~/xen', 'xen.file': 'it costs $1 `x`' },
]

/** Each answer of a list with each of another, all others turning along, so that every pair of neighbours meets. */
const sets: readonly Answers[] = [
  ...builds.flatMap((build, i) =>
    userspaces.map((userspace, j) => ({
      ...build,
      ...userspace,
      ...guests[(i + j) % guests.length]!,
      ...media[(i * 5 + j) % media.length]!,
    })),
  ),
  ...media.flatMap((one, i) =>
    guests.map((guest, j) => ({
      ...one,
      ...guest,
      ...userspaces[(i + j) % userspaces.length]!,
      ...builds[(i + 2 * j) % builds.length]!,
    })),
  ),
]

/** The scripts of all sets, each text once, in a folder. */
function scriptsIn(folder: string, arch: 'arm64' | 'arm32'): readonly string[] {
  writeFileSync(join(folder, 'it costs $1 `x`'), 'no Xen')
  const board = arch === 'arm64' ? boardIn(folder) : board32In(folder)
  const texts = new Map<string, string>()
  for (const set of sets) {
    // UEFI starts Xen on 64-bit boards only.
    if (arch === 'arm32' && set['firmware.loader'] === 'uefi') continue
    for (const [path, text] of Object.entries(rendered({ ...board, ...set }, folder)))
      if (text.startsWith('#!')) texts.set(text, path)
  }
  return [...texts].map(([text, path], index) => {
    const name = `${index}/${path}`
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
    return name
  })
}

describe.each(['arm64', 'arm32'] as const)('the scripts for %s', (arch) => {
  const folder = mkdtempSync(join(tmpdir(), 'xenup-scripts-'))
  const scripts = scriptsIn(folder, arch)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('are of all kinds', () => {
    const kinds = new Set(scripts.map((name) => name.replace(/^\d+\//, '')))
    expect([...kinds].sort()).toEqual([
      'build/dom0-rootfs.sh',
      'build/guest-disk.sh',
      'build/kernel.sh',
      'build/xen.sh',
      'dom0/setup.sh',
      'stage.sh',
    ])
    expect(scripts.length).toBeGreaterThan(40)
  })

  test('are taken by bash', () => {
    expect(
      run('bash', ['-c', 'for file; do bash -n "$file" || echo "$file"; done', 'bash', ...scripts], { cwd: folder }),
    ).toEqual({ status: 0, out: '', err: '' })
  })

  withTools('shellcheck')('leave shellcheck nothing to say', { timeout: 120_000 }, () => {
    expect(run('shellcheck', ['--norc', '--format=gcc', ...scripts], { cwd: folder })).toEqual({
      status: 0,
      out: '',
      err: '',
    })
  })
})
