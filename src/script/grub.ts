/**
 * A GRUB entry that starts Xen on Arm, or /etc/default/grub with the lines for it: xen_hypervisor and xen_module (GRUB
 * grub-core/loader/arm64/xen_boot.c), devicetree.
 */
import type { BootSeen, LoadSeen, StartSeen, TextPlace, TextSeen } from '../model/boot-seen.ts'
import { readAssignments } from './assignments.ts'
import { compare } from './conditions.ts'
import { Ended, type Handler, Machine } from './machine.ts'
import { parse } from './parse.ts'

const nothing = { modules: [], cells: {}, room: [], edits: [], reservations: [], variables: {} } as const

/** Reads the first entry with Xen in it. */
export function readGrub(text: string, file: string): BootSeen {
  if (/^[ \t]*GRUB_\w+=/m.test(text)) return readDefaults(text, file)
  const { block, faults } = parse(text, 'other')
  const entry = new Entry()
  entry.machine.start(block)
  return entry.seen(file, faults)
}

/** Commands that say nothing of Xen. */
const harmless =
  /^(insmod|search|echo|load_video|gfxmode|terminal_\w+|clear|sleep|probe|export|save_env|load_env|gzio|true|recordfail|savedefault|boot|play|serial|background_image|menuentry_id_option)$/

class Entry {
  readonly machine: Machine
  readonly #loads: LoadSeen[] = []
  readonly #lines: { xen?: TextSeen; dom0?: TextSeen } = {}
  #start: StartSeen | undefined
  #linux: TextPlace | undefined

  constructor() {
    this.machine = new Machine({
      command: (name) => this.#commands[name] ?? (harmless.test(name) ? () => 'ok' : undefined),
      starts: /^xen_hypervisor$/,
      environment: { grub_platform: 'efi', grub_cpu: 'arm64' },
      isHush: false,
    })
  }

  readonly #commands: Readonly<Record<string, Handler>> = {
    set: ([first], at) => {
      const sign = first?.text.indexOf('=') ?? -1
      if (first && sign > 0) this.machine.set(first.text.slice(0, sign), first.text.slice(sign + 1), at)
      return 'ok'
    },
    '[': (args) => compare(args.slice(0, -1), 'text'),
    test: (args) => compare(args, 'text'),
    xen_hypervisor: (args, at) => {
      if (this.#start) {
        this.machine.skip(at, 'This is another entry with Xen; the first is read')
        throw new Ended()
      }
      this.#start = { command: 'xen_hypervisor', at }
      this.#lines.xen = this.#load(args, at, 'xen')
      return 'ok'
    },
    xen_module: (args, at) => {
      if (!this.#start)
        this.machine.fault(
          'error',
          at,
          'xen_module stands before xen_hypervisor, and GRUB refuses it',
          'Put xen_hypervisor first.',
        )
      const count = this.#loads.filter(({ role }) => role === 'kernel' || role === 'initrd').length
      if (count > 1) {
        this.machine.skip(at, 'A third xen_module is not read')
        return 'ok'
      }
      const line = this.#load(args, at, count === 0 ? 'kernel' : 'initrd')
      if (count === 0) this.#lines.dom0 = line
      return 'ok'
    },
    devicetree: (args, at) => {
      this.#load(args, at, 'dtb')
      return 'ok'
    },
    ...Object.fromEntries(
      ['multiboot', 'multiboot2', 'module', 'module2'].map((name): [string, Handler] => [
        name,
        (_, at) => {
          const meant = name.startsWith('multiboot') ? 'xen_hypervisor' : 'xen_module'
          this.machine.fault(
            'error',
            at,
            `${name} is GRUB's command on x86: on 64-bit Arm it has ${meant}`,
            `Write ${meant}.`,
          )
          return 'failed'
        },
      ]),
    ),
    linux: (_, at) => {
      this.#linux ??= at
      return 'ok'
    },
    initrd: () => 'ok',
  }

  /** The file, and the rest of the line as a command line. */
  #load(args: readonly TextSeen[], at: TextPlace, role: NonNullable<LoadSeen['role']>): TextSeen {
    const [file, ...words] = args.filter(({ text }) => text !== '--nounzip')
    this.#loads.push({ at, role, ...(file && { file: file.text.replace(/^\([^)]*\)/, '') }) })
    return { text: words.map(({ text }) => text).join(' '), at: words[0]?.at ?? at }
  }

  seen(file: string, faults: BootSeen['faults']): BootSeen {
    const { machine } = this
    const start = this.#start
    if (!start && this.#linux && machine.faults.length === 0)
      machine.fault(
        'error',
        this.#linux,
        'The entry starts Linux with linux, not Xen',
        'Write xen_hypervisor and xen_module.',
      )
    return {
      ...nothing,
      file,
      kind: 'grub',
      loads: this.#loads,
      lines: this.#lines,
      ...(start && { start }),
      faults: [...faults, ...machine.faults],
      unread: machine.unread,
    }
  }
}

/** Lines of /etc/default/grub that grub-mkconfig puts on the command lines (20_linux_xen). */
function readDefaults(text: string, file: string): BootSeen {
  const { variables, faults, unread } = readAssignments(text)
  const joined = (...names: readonly string[]): TextSeen | undefined => {
    const given = names.flatMap((name) => variables.get(name) ?? [])
    return (
      given[0] && {
        text: given
          .map((one) => one.text)
          .join(' ')
          .trim(),
        at: given[0].at,
      }
    )
  }
  const xen = joined('GRUB_CMDLINE_XEN', 'GRUB_CMDLINE_XEN_DEFAULT')
  const dom0 =
    joined('GRUB_CMDLINE_LINUX_XEN_REPLACE', 'GRUB_CMDLINE_LINUX_XEN_REPLACE_DEFAULT') ??
    joined('GRUB_CMDLINE_LINUX', 'GRUB_CMDLINE_LINUX_DEFAULT')
  return {
    ...nothing,
    file,
    kind: 'grub',
    loads: [],
    lines: { ...(xen && { xen }), ...(dom0 && { dom0 }) },
    faults,
    unread,
  }
}
