/** A U-Boot script as a boot: its commands run in a machine that notes loads, changes of the tree and the start. */

import { type LoadSource, type MediumId, medium } from '../model/boot-medium.ts'
import type { AddressSeen, BootSeen, LoadSeen, StartSeen, TextPlace, TextSeen } from '../model/boot-seen.ts'
import { addressOfModule, dom0Modules, isSameAddress } from '../model/boot-seen.ts'
import type { LoadRole } from '../model/plan.ts'
import { compare } from './conditions.ts'
import { fdt } from './fdt-command.ts'
import { Ended, type Handler, Machine, type Status } from './machine.ts'
import { parse } from './parse.ts'
import { TreeSeen } from './tree.ts'
import { isUnknown, maxLoads, sizeOf } from './unknowns.ts'

/** Reads a script; `environment` is what the board's printenv showed. */
export function readScript(text: string, file: string, environment: Readonly<Record<string, string>> = {}): BootSeen {
  const { block, faults } = parse(text)
  const run = new UBootRun(environment)
  run.machine.start(block)
  return run.seen(file, faults)
}

/** Commands that change nothing that matters here. */
const harmless =
  /^(echo|sleep|ls|fatls|ext[24]ls|printenv|part|mmc|usb|scsi|sata|nvme|virtio|pci|dhcp|led|gpio|bdinfo|version|ping|mdio|mii|cls|setcurs|lcdputs|md(\.\w)?|crc32|iminfo|coninfo|saveenv|mtdparts|ubi|nand|sf|ums|date|host|i2c|reset|poweroff|bmp|video|mmcinfo|askenv|efidebug|dm|true|:)$/

/** Where a file is loaded from, by the words of the command. */
const loads = /^(load|fatload|ext[24]load|fsload|sqfsload|zfsload|btrfsload|ubifsload|cbfsload)$/
const networkLoads = /^(tftp|tftpb|tftpbo|tftpboo|tftpboot|nfs|wget)$/

const starts = /^(booti|bootz|bootm|bootefi|bootelf|bootvx|go|boot|bootd|source|sysboot|bootflow)$/

class UBootRun {
  readonly machine: Machine
  readonly #tree = new TreeSeen()
  readonly #loads: LoadSeen[] = []
  #start: StartSeen | undefined

  constructor(environment: Readonly<Record<string, string>>) {
    this.machine = new Machine({ command: (name) => this.#command(name), starts, environment, isHush: true })
  }

  #command(name: string): Handler | undefined {
    if (loads.test(name)) return (args, at) => this.#load(name, args, at)
    if (networkLoads.test(name) || name === 'dhcp') return (args, at) => this.#fetch(args, at)
    if (starts.test(name)) return (args, at) => this.#hand(name, args, at)
    if (Object.hasOwn(this.#commands, name)) return this.#commands[name]
    return harmless.test(name) ? (args, at) => this.#raw(name, args, at) : undefined
  }

  readonly #commands: Readonly<Record<string, Handler>> = {
    fdt: (args, at) =>
      fdt(args, at, { machine: this.machine, tree: this.#tree, address: (text) => this.#address(text) }),
    setenv: (args, at) => this.#setenv(args, at),
    env: ([verb, ...args], at) => {
      if (verb?.text === 'set') return this.#setenv(args, at)
      if (verb?.text === 'import' || verb?.text === 'load')
        this.machine.skip(at, `What env ${verb.text} brings is not read`)
      return 'ok'
    },
    run: (args, at) => this.#run(args, at),
    test: (args) => compare(args, 'text'),
    '[': (args) => compare(args.slice(0, -1), 'text'),
    itest: (args) => compare(args, 'number'),
    'itest.l': (args) => compare(args, 'number'),
    false: () => 'failed',
    exit: () => {
      throw new Ended()
    },
    setexpr: ([name, a, sign, b], at) => {
      if (name) this.machine.set(name.text.replace(/\.\w$/, ''), this.#calculated(name.text, a, sign, b), at)
      return 'ok'
    },
    size: (_, at) => {
      this.machine.set('filesize', this.machine.unknowns.of('filesize'), at)
      return 'unknown'
    },
    unzip: ([from, to], at) => {
      const packed = from && this.#loads.findLast(({ address }) => isSameAddress(address, this.#address(from)))
      if (to) this.#note({ at, address: this.#address(to), ...(packed?.file && { file: packed.file }) }, at)
      return 'ok'
    },
  }

  #setenv(words: readonly TextSeen[], at: TextPlace): Status {
    const [name, ...values] = words[0]?.text === '-f' ? words.slice(1) : words
    if (!name) return 'failed'
    if (values[0]?.text === '=' || name.text.includes('='))
      this.machine.fault(
        'error',
        name.at,
        `setenv takes a name and a value with a space between, and here stands an =: the variable ${name.text.split('=')[0]} does not get it`,
        `Write setenv ${name.text.split('=')[0]} VALUE.`,
      )
    this.machine.set(name.text, values.map(({ text }) => text).join(' '), values[0]?.at ?? at)
    return 'ok'
  }

  #run(names: readonly TextSeen[], at: TextPlace): Status {
    let status: Status = 'ok'
    for (const { text } of names) {
      const value = this.machine.valueOf(text)
      if (isUnknown(value) && value.length === 1)
        this.machine.skip(
          at,
          `run ${text}: the script does not set that variable, and what the board has in it is not known`,
        )
      status = this.machine.runText(value, at)
      if (status === 'failed') return status
    }
    return status
  }

  /** `load mmc 0:1 ADDRESS FILE`; without an address loadaddr counts. */
  #load(name: string, [device, part, address, file]: readonly TextSeen[], at: TextPlace): Status {
    if (!device || !part) {
      this.machine.fault('error', at, `${name} has no device and partition`, `Write ${name} mmc 0:1 ADDRESS FILE.`)
      return 'failed'
    }
    const source = sourceOf(device.text, part.text)
    const where = address ?? { text: this.machine.valueOf('loadaddr'), at }
    const named = file ?? { text: this.machine.valueOf('bootfile'), at }
    this.#note(
      { at, address: this.#address(where), file: this.machine.unknowns.shown(named.text), ...(source && { source }) },
      at,
    )
    return 'ok'
  }

  /** `tftpboot [ADDRESS] [[HOST:]FILE]`; dhcp without arguments only asks for addresses. */
  #fetch(args: readonly TextSeen[], at: TextPlace): Status {
    const [first, second] = args
    if (!first) return 'ok'
    const isName = !second && !/^(0x)?[\da-f]+$/i.test(first.text) && !isUnknown(first.text)
    const address = isName ? { text: this.machine.valueOf('loadaddr'), at } : first
    const file = (isName ? first : second)?.text ?? this.machine.valueOf('bootfile')
    const name = this.machine.unknowns.shown(file.replace(/^[\d.]+:/, ''))
    this.#note({ at, address: this.#address(address), file: name, source: { device: 'tftp', isNetwork: true } }, at)
    return 'ok'
  }

  /** `mmc read`, `nand read`, `sf read`: blocks without a name. */
  #raw(name: string, args: readonly TextSeen[], at: TextPlace): Status {
    const [verb, address] = args
    if (/^(mmc|nand|sf|usb|scsi|nvme|virtio|ubi)$/.test(name) && verb?.text === 'read' && address)
      this.#note({ at, address: this.#address(address) }, at)
    return 'ok'
  }

  #note(load: LoadSeen, at: TextPlace): void {
    if (this.#loads.length >= maxLoads) return this.machine.skip(at, `More than ${maxLoads} files are loaded`)
    this.machine.set('filesize', sizeOf(this.#loads.push(load) - 1), at)
    if (load.address?.value !== undefined) this.machine.set('fileaddr', load.address.value.toString(16), at)
  }

  #hand(command: string, args: readonly TextSeen[], at: TextPlace): Status {
    if (command === 'source' || !/^boot[izm]$|^bootefi$|^go$/.test(command)) {
      this.machine.skip(at, `${command} goes on with something that is not in this script`)
      throw new Ended()
    }
    const [image, second, third] = args
    const [ramdisk, tree] = command === 'bootefi' ? [undefined, second] : [second, third]
    this.#start = {
      command,
      at,
      ...(image && { image: this.#address(image) }),
      ...(ramdisk &&
        ramdisk.text !== '-' && { ramdisk: this.#address({ ...ramdisk, text: ramdisk.text.split(':')[0]! }) }),
      ...(tree && { tree: this.#address(tree) }),
    }
    throw new Ended()
  }

  /** U-Boot reads addresses in hex, with or without 0x. */
  #address({ text, at }: TextSeen): AddressSeen {
    const value = /^(0x)?[\da-f]{1,16}$/i.test(text) ? BigInt(`0x${text.replace(/^0x/i, '')}`) : undefined
    return value === undefined
      ? { text: this.machine.unknowns.shown(text), at }
      : { text: `0x${value.toString(16)}`, value, at }
  }

  #calculated(name: string, a: TextSeen | undefined, sign: TextSeen | undefined, b: TextSeen | undefined): string {
    const [left, right] = [a, b].map((word) => word && this.#address(word).value)
    if (left !== undefined && sign === undefined) return left.toString(16)
    if (left === undefined || right === undefined) return this.machine.unknowns.of(name)
    if (sign?.text === '+') return (left + right).toString(16)
    return sign?.text === '-' && left >= right ? (left - right).toString(16) : this.machine.unknowns.of(name)
  }

  seen(file: string, faults: BootSeen['faults']): BootSeen {
    const { machine } = this
    const tree = this.#tree
    const shown = ({ text, at }: TextSeen): TextSeen => ({ text: machine.unknowns.shown(text), at })
    const xen = tree.text('/chosen', 'xen,xen-bootargs')
    const dom0 = tree.text('/chosen', 'xen,dom0-bootargs')
    const plain = machine.variables.get('bootargs') ?? tree.text('/chosen', 'bootargs')
    const address = tree.number('/chosen', '#address-cells')
    const size = tree.number('/chosen', '#size-cells')
    const modules = tree.modules().map((module) => ({
      ...module,
      ...(module.bootargs && { bootargs: shown(module.bootargs) }),
      ...(module.reg && {
        reg: {
          at: module.reg.at,
          cells: module.reg.cells.map((cell) =>
            cell.kind === 'unknown' ? { ...cell, text: machine.unknowns.shown(cell.text) } : cell,
          ),
        },
      }),
    }))
    const start = this.#start
    return {
      file,
      kind: 'u-boot',
      loads: named(this.#loads.map((load) => withRole(load, roleOf(load, { modules, start, tree })))),
      modules,
      cells: { ...(address && { address }), ...(size && { size }) },
      lines: {
        ...(xen && { xen: shown(xen) }),
        ...(dom0 && { dom0: shown(dom0) }),
        ...(plain && plain.text !== '' && { plain: shown(plain) }),
      },
      room: tree.room,
      edits: tree.edits,
      reservations: tree.reservations,
      ...(start && { start }),
      variables: Object.fromEntries([...machine.variables].map(([name, value]) => [name, shown(value)])),
      faults: [...faults, ...machine.faults],
      unread: machine.unread,
    }
  }
}

const withRole = (load: LoadSeen, role: LoadRole | undefined): LoadSeen => (role ? { ...load, role } : load)

/**
 * What a file is for: the start names Xen and the tree, the modules name the rest. Where two are loaded to one address its
 * name decides.
 */
function roleOf(
  { address, file }: LoadSeen,
  { modules, start, tree }: { modules: BootSeen['modules']; start: StartSeen | undefined; tree: TreeSeen },
): LoadRole | undefined {
  const opened = tree.room.findLast((step) => step.kind === 'open')
  const { kernel, initrd } = dom0Modules({ modules })
  const places: readonly (readonly [LoadRole, AddressSeen | undefined])[] = [
    ['xen', start?.image],
    ['dtb', start?.tree],
    ['dtb', opened?.kind === 'open' ? opened.address : undefined],
    ['kernel', kernel && addressOfModule(kernel)],
    ['initrd', initrd && addressOfModule(initrd)],
    ['initrd', start?.ramdisk],
  ]
  const fitting = places.filter(([, place]) => isSameAddress(address, place)).map(([role]) => role)
  return fitting.find((role) => isUsualName(role, file)) ?? fitting[0]
}

/** What no address tells, a usual name may: where addresses are wrong, files can be judged all the same. */
function named(loads: readonly LoadSeen[]): readonly LoadSeen[] {
  const taken = new Set(loads.map(({ role }) => role))
  return loads.map((load) => {
    const role = load.role ?? roles.find((one) => !taken.has(one) && isUsualName(one, load.file))
    if (role) taken.add(role)
    return withRole(load, role)
  })
}

const roles: readonly LoadRole[] = ['dtb', 'xen', 'kernel', 'initrd']

const usualNames: Readonly<Record<LoadRole, RegExp>> = {
  dtb: /\.dtb$/i,
  xen: /^xen([-.]|$)/i,
  kernel: /^(Image|zImage|vmlinuz)([-.]|$)/,
  initrd: /^(initrd|initramfs)([-.]|$)/i,
}

const isUsualName = (role: LoadRole, file: string | undefined): boolean =>
  usualNames[role].test(file?.split('/').at(-1) ?? '')

/** The medium in words of the answers; nothing for one that they do not have, or where the board decides. */
function sourceOf(device: string, part: string): LoadSource | undefined {
  const id = device === 'sata' ? 'scsi' : device
  if (!Object.hasOwn(medium, id) || !/^[\da-f]{1,2}(:[\da-f]{1,2})?$/.test(part)) return undefined
  return { device: id as MediumId, partition: part.includes(':') ? part : `${part}:1` }
}
