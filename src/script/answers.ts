/** The answers that a boot gives, in the words of the answers file: what the checks of answers judge, and what is imported. */

import type { AnswerKey } from '../model/answers.ts'
import type { AddressSeen, AnswersSeen, BootSeen, LoadSeen, TextPlace, TextSeen } from '../model/boot-seen.ts'
import { isOpen, linesGiven } from '../model/boot-seen.ts'
import type { LoadRole } from '../model/plan.ts'
import { hex, sizeWithUnit } from '../model/quantity.ts'
import { readXenLine } from '../model/xen-line.ts'

/** Everything that the text decides; texts with an unknown variable in them decide nothing. */
export function answersOf(boot: BootSeen): AnswersSeen {
  const given = Object.entries({
    ...startAnswers(boot),
    ...mediumAnswers(boot),
    ...xenAnswers(boot),
    ...dom0Answers(boot),
  })
  return Object.fromEntries(given.filter(([, seen]) => seen !== undefined && !isOpen(seen.text)))
}

type Given = Partial<Record<AnswerKey, TextSeen | undefined>>

const archs: Readonly<Record<string, string>> = {
  booti: 'arm64',
  bootz: 'arm32',
  xen_hypervisor: 'arm64',
  'xen.efi': 'arm64',
}

function startAnswers({ kind, start }: BootSeen): Given {
  const at = start?.at ?? { line: 1, column: 1 }
  const arch = start && archs[start.command]
  const isUBoot = kind === 'u-boot' || kind === 'imagebuilder'
  return {
    'firmware.loader': { text: isUBoot ? 'u-boot' : 'uefi', at },
    ...(arch && { 'goal.arch': { text: arch, at } }),
    ...(isUBoot && { 'boot-media.method': { text: kind === 'imagebuilder' ? 'imagebuilder' : 'script', at } }),
  }
}

/** Each role's load, the last where there are several. */
export const loadsByRole = ({ loads }: BootSeen): Readonly<Partial<Record<LoadRole, LoadSeen>>> =>
  Object.fromEntries(loads.flatMap((load) => (load.role ? [[load.role, load]] : [])))

function mediumAnswers(boot: BootSeen): Given {
  const byRole = loadsByRole(boot)
  const { xen, kernel, initrd, dtb } = byRole
  const source = xen?.source
  const named = (load: LoadSeen | undefined): TextSeen | undefined =>
    load?.file === undefined ? undefined : { text: load.file.replace(/^[/\\]+/, '').replaceAll('\\', '/'), at: load.at }
  const addresses = addressesOf(boot, byRole)
  return {
    ...(source && { 'boot-media.device': { text: source.device, at: xen.at } }),
    ...(source && 'partition' in source && { 'boot-media.partition': { text: source.partition, at: xen.at } }),
    'boot-media.xen-name': named(xen),
    'boot-media.kernel-name': named(kernel),
    'boot-media.initrd-name': named(initrd),
    'boot-media.dtb-name': named(dtb),
    'dtb.source': dtb
      ? { text: 'file', at: dtb.at }
      : boot.kind === 'u-boot' && boot.start
        ? { text: 'firmware', at: boot.start.at }
        : undefined,
    ...addresses,
  }
}

/** Addresses are the user's own where each is known. */
function addressesOf(boot: BootSeen, { xen, kernel, initrd, dtb }: Partial<Record<LoadRole, LoadSeen>>): Given {
  const moved = boot.room.findLast((step) => step.kind === 'move')
  const places = {
    xen: xen?.address,
    kernel: kernel?.address,
    ...(initrd && { initrd: initrd.address }),
    dtb: moved?.kind === 'move' ? moved.to : dtb?.address,
  }
  const known = Object.entries(places).flatMap(([role, address]) =>
    address?.value === undefined ? [] : [[role, address] as const],
  )
  if (known.length < Object.keys(places).length) return {}
  const text = ({ value, at }: AddressSeen): TextSeen => ({ text: hex(value!), at })
  return {
    'boot-media.addresses': { text: 'own', at: known[0]![1].at },
    ...Object.fromEntries(known.map(([role, address]) => [`boot-media.${role}-address`, text(address)])),
  }
}

function xenAnswers(boot: BootSeen): Given {
  const line = linesGiven(boot).xen
  if (!line) return {}
  const { dtuart, memoryBytes, vcpus, rest } = readXenLine(line.text)
  const at = line.at
  return {
    'console.dtuart':
      dtuart === undefined ? (isOpen(line.text) ? undefined : { text: 'stdout-path', at }) : { text: dtuart, at },
    ...(memoryBytes !== undefined && { 'dom0-kernel.memory': { text: sizeWithUnit(memoryBytes), at } }),
    ...(vcpus !== undefined && { 'dom0-kernel.vcpus': { text: String(vcpus), at } }),
    'xen.options': { text: rest.join(' '), at },
  }
}

function dom0Answers(boot: BootSeen): Given {
  const line = linesGiven(boot).dom0
  const { initrd } = loadsByRole(boot)
  const at: TextPlace | undefined = initrd?.at ?? boot.start?.at
  return {
    ...(line &&
      line.text !== '' && { 'dom0-kernel.cmdline': { text: line.text.trim().replace(/\s+/g, ' '), at: line.at } }),
    ...(at && { 'dom0-kernel.initrd': { text: initrd ? 'yes' : 'no', at } }),
  }
}
