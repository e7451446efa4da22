/**
 * The proof: what `xenup generate` writes boots, unedited, from U-Boot to a guest that answers through xl console.
 */
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { MiB } from '../../src/model/quantity.ts'
import { boot, machineOf, missingLines, type Scenario, share } from './boot.ts'

/**
 * Characters that mean something to U-Boot's shell, to Linux, to xl and to YAML; Linux takes words that it does not
 * know.
 */
const awkward = `console=hvc0 note="two words; $HOME #1" path=C:\\tmp it's=\`fine\` a&&b|c <x> [y] {z}`

const scenarios: readonly (Scenario & { readonly says: string })[] = [
  {
    name: 'arm64-suggestions',
    says: 'with the suggestions, GICv3 and the device tree that U-Boot holds',
    machine: machineOf('arm64', { memory: 2048n * MiB }),
    answers: { 'dtb.source': 'firmware' },
  },
  {
    name: 'arm64-awkward',
    says: 'with other names, folders and sizes, awkward command lines, dtuart left out',
    machine: machineOf('arm64', { gic: 'v3', memory: 1536n * MiB }),
    answers: {
      'console.dtuart': 'stdout-path',
      'boot-media.xen-name': 'xen/hyper visor',
      'boot-media.kernel-name': 'linux/vmlinuz-dom0',
      'boot-media.initrd-name': 'linux/initrd.dom0',
      'boot-media.dtb-name': 'trees/virt.dtb',
      'dom0-kernel.memory': '512M',
      'dom0-kernel.vcpus': '1',
      'dom0-kernel.cmdline': `earlycon=xenboot ${awkward}`,
      'guest.name': 'web_front.end-1',
      'guest.kernel': "/srv/xen/it's a kernel",
      'guest.memory': '320M',
      'guest.vcpus': '2',
      'guest.cmdline': awkward,
    },
  },
  {
    name: 'arm64-alias',
    says: 'with dtuart by an alias, GICv2, memory above 4 GiB',
    machine: machineOf('arm64', { gic: 'v2', memory: 4096n * MiB, cpus: 1 }),
    amend: (dtb) => execFileSync('fdtput', ['-p', '-t', 's', dtb, '/aliases', 'serial0', '/pl011@9000000']),
    answers: {
      'console.dtuart': 'serial0',
      'dom0-kernel.memory': '1G',
      'dom0-kernel.vcpus': '1',
      'guest.name': 'big',
      'guest.memory': '1280M',
    },
  },
  {
    name: 'arm32-suggestions',
    says: 'in 32 bit, with the suggestions and the device tree that U-Boot holds',
    machine: machineOf('arm32', { memory: 2048n * MiB }),
    answers: { 'dtb.source': 'firmware' },
  },
]

test.each(scenarios)('a guest answers through xl console $says', async (scenario) => {
  const booted = await boot(scenario)
  const { dom0, guest } = booted.plan
  expect(booted.verdict).toMatchObject({
    ok: true,
    dom0: { cpus: dom0.vcpus },
    guest: { cpus: guest!.vcpus, cmdline: guest!.cmdline },
  })
  expect(missingLines(booted)).toEqual([])
  for (const part of [
    share(booted.verdict.dom0!.memoryKiB, dom0.memory),
    share(booted.verdict.guest!.memoryKiB, guest!.memory),
  ]) {
    expect(part).toBeGreaterThan(0.7)
    expect(part).toBeLessThanOrEqual(1)
  }
})
