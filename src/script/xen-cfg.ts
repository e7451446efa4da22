/** xen.cfg as Xen reads it when UEFI starts it (docs/misc/efi.pandoc; xen/common/efi/boot.c, get_value). */
import type { BootSeen, FaultSeen, LoadSeen, TextSeen } from '../model/boot-seen.ts'
import type { LoadRole } from '../model/plan.ts'
import { linesOf } from '../read/lines.ts'

const roles: Readonly<Record<string, LoadRole>> = { kernel: 'kernel', ramdisk: 'initrd', dtb: 'dtb' }
const others: ReadonlySet<string> = new Set(['options', 'xsm', 'chain', 'video', 'default', 'ucode', 'cfg'])

interface Setting extends TextSeen {
  readonly key: string
  readonly section: string
  readonly valueColumn: number
}

export function readXenCfg(text: string, file: string): BootSeen {
  const unread: BootSeen['unread'][number][] = []
  const settings: Setting[] = []
  let section = ''
  for (const { text: whole, line } of linesOf(text)) {
    // A hash begins a comment wherever it stands (boot.c, pre_parse).
    const bare = whole.split('#', 1)[0]!.trimEnd()
    const column = bare.search(/\S/) + 1
    if (column === 0) continue
    const heading = /^\s*\[([^\]]*)\]/.exec(bare)
    const sign = bare.indexOf('=')
    if (heading) section = heading[1]!
    else if (sign > 0) {
      const value = bare.slice(sign + 1)
      const key = bare.slice(0, sign).trim()
      settings.push({ key, section, text: value.trim(), at: { line, column }, valueColumn: sign + 2 })
    } else if (unread.length < 100)
      unread.push({ says: `The line is neither a section nor key=value: ${bare.trim()}`, at: { line, column } })
  }
  return bootOf(settings, file, unread)
}

function bootOf(settings: readonly Setting[], file: string, unread: BootSeen['unread']): BootSeen {
  const chosen = settings.find(({ key, section }) => section === 'global' && key === 'default')
  const wanted = chosen?.text ?? settings.find(({ section }) => section !== 'global' && section !== '')?.section
  const own = settings.filter(({ section }) => section === wanted)
  const get = (key: string): Setting | undefined => own.find((one) => one.key === key)
  const kernel = get('kernel')
  const options = get('options')
  const [kernelFile = '', ...dom0] = kernel?.text.split(/ (.*)/s) ?? []
  const loads = Object.entries(roles).flatMap(([key, role]): readonly LoadSeen[] => {
    const given = get(key)
    return given ? [{ at: given.at, role, file: key === 'kernel' ? kernelFile : given.text }] : []
  })
  const place = ({ at, valueColumn }: Setting): TextSeen['at'] => ({ line: at.line, column: valueColumn })
  return {
    file,
    kind: 'xen-cfg',
    loads,
    modules: [],
    cells: {},
    lines: {
      ...(options && { xen: { text: options.text, at: place(options) } }),
      ...(kernel && { dom0: { text: dom0[0] ?? '', at: place(kernel) } }),
    },
    room: [],
    edits: [],
    reservations: [],
    ...(kernel && { start: { command: 'xen.efi', at: kernel.at } }),
    variables: {},
    faults: faultsOf(settings, { chosen, wanted, own, kernel }),
    unread,
  }
}

interface Sections {
  readonly chosen: Setting | undefined
  readonly wanted: string | undefined
  readonly own: readonly Setting[]
  readonly kernel: Setting | undefined
}

function faultsOf(settings: readonly Setting[], { chosen, wanted, own, kernel }: Sections): readonly FaultSeen[] {
  const at = chosen?.at ?? { line: 1, column: 1 }
  const strange = settings.filter(({ key }) => !others.has(key) && !Object.hasOwn(roles, key))
  return [
    ...(chosen
      ? []
      : [
          {
            severity: 'warning' as const,
            says: 'There is no default= in a section [global]: Xen takes the section that its own command line names, and stops without one',
            at,
            fix: 'Write [global] and default=NAME above the other sections.',
          },
        ]),
    ...(own.length === 0
      ? [
          {
            severity: 'error' as const,
            says: `There is no section ${wanted ?? 'to boot'} with anything in it`,
            at,
            fix: 'Write the section, or name another in default=.',
          },
        ]
      : kernel
        ? []
        : [
            {
              severity: 'error' as const,
              says: `The section ${wanted} has no kernel=: Xen says "No initial domain kernel specified."`,
              at: own[0]!.at,
              fix: 'Add kernel=FILE and the command line of dom0 behind it.',
            },
          ]),
    ...strange.map(
      ({ key, at: place }): FaultSeen => ({
        severity: 'warning',
        says: `Xen reads no key ${key} here`,
        at: place,
        fix: 'Take it out: options, kernel, ramdisk, dtb, xsm, chain and default are read.',
      }),
    ),
  ]
}
