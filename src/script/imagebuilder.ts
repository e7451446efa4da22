/**
 * An ImageBuilder configuration as a boot (gitlab.com/xen-project/imagebuilder, scripts/uboot-script-gen and README.md):
 * bash would source it; here it is a list of assignments.
 */

import { type LoadSource, type MediumId, medium } from '../model/boot-medium.ts'
import type { AddressSeen, BootSeen, FaultSeen, LoadSeen, ModuleSeen, TextPlace, TextSeen } from '../model/boot-seen.ts'
import { nearest } from '../model/nearest.ts'
import type { LoadRole } from '../model/plan.ts'
import { readAssignments } from './assignments.ts'

/** Variables that some ImageBuilder reads, up to its version of January 2026. */
const known: ReadonlySet<string> = new Set(
  `MEMORY_START MEMORY_END LOAD_CMD BOOT_CMD DEVICE_TREE XEN XEN_CMD XEN_COLORS XEN_LOAD XEN_POLICY XEN_STATIC_HEAP
  PASSTHROUGH_DTS_REPO DOM0_KERNEL DOM0_LOAD DOM0_MEM DOM0_VCPUS DOM0_CMD DOM0_RAMDISK DOM0_ROOTFS DOM0_COLORS DOM0_VIOMMU
  NUM_DT_OVERLAY DT_OVERLAY LOPPER_PATH LOPPER_CMD NUM_DOMUS DOMU_KERNEL DOMU_LOAD DOMU_CMD DOMU_RAMDISK DOMU_ROOTFS
  DOMU_PASSTHROUGH_PATHS DOMU_PASSTHROUGH_DTB DOMU_PASSTHROUGH_PROP DOMU_MEM DOMU_VCPUS DOMU_NOBOOT DOMU_STATIC_MEM
  DOMU_DIRECT_MAP DOMU_ENHANCED DOMU_CPUPOOL CPUPOOL NUM_CPUPOOLS DOMU_DRIVER_DOMAIN DOMU_VIOMMU DOMU_VUART_PL011
  DOMU_VPL011 DOMU_COLORS DOMU_SHARED_MEM DOMU_GRANT_VER DOMU_GRANT_FRAMES DOMU_MAPTRACK_FRAMES DOMU_CAPS DOMU_DOMID
  DOMU_STATIC_EVTCHNS DOMU_TRAP_UNMAP DOMU_VCPU_HARD_AFFINITY DOMU_P2M_MEM_MB LINUX LINUX_CMD LINUX_RAMDISK LINUX_ROOTFS
  BITSTREAM NUM_BOOT_AUX_FILE BOOT_AUX_FILE UBOOT_SOURCE UBOOT_SCRIPT APPEND_EXTRA_CMDS FDTEDIT FIT FIT_ENC_KEY_DIR
  FIT_ENC_UB_DTB GPT DBG_FDT_PRINT_CHOSEN CALC`.split(/\s+/),
)

/** What stands where a variable is missing. */
const defaults = { memory: '1500', vcpus: '1' } as const

export function readImageBuilder(text: string, file: string): BootSeen {
  const { variables, faults, unread } = readAssignments(text)
  const top: TextPlace = { line: 1, column: 1 }
  const get = (name: string): TextSeen | undefined => {
    const value = variables.get(name)
    return value?.text === '' ? undefined : value
  }
  const window = windowOf(get('MEMORY_START'), get('MEMORY_END'))
  const source = sourceOf(get('LOAD_CMD')?.text)
  const load = (name: string, role: LoadRole): readonly LoadSeen[] => {
    const value = get(name)
    return value ? [{ at: value.at, file: value.text, role, ...(source && { source }) }] : []
  }
  const module = (name: string, path: string, word: string): readonly ModuleSeen[] => {
    const value = get(name)
    return value
      ? [{ path, at: value.at, compatible: { values: [word, 'multiboot,module'], at: value.at }, ofGuest: false }]
      : []
  }
  const xen = get('XEN')
  const command = get('BOOT_CMD') ?? { text: 'booti', at: xen?.at ?? top }
  return {
    file,
    kind: 'imagebuilder',
    // Xen comes after all modules, the tree last.
    loads: [
      ...load('DOM0_KERNEL', 'kernel'),
      ...load('DOM0_RAMDISK', 'initrd'),
      ...load('XEN', 'xen'),
      ...load('DEVICE_TREE', 'dtb'),
    ],
    modules: [
      ...module('DOM0_KERNEL', '/chosen/dom0', 'multiboot,kernel'),
      ...module('DOM0_RAMDISK', '/chosen/dom0-ramdisk', 'multiboot,ramdisk'),
    ],
    cells: {},
    lines: xen ? linesOf(get, xen.at) : {},
    room: [],
    edits: [],
    reservations: [],
    ...(xen && { start: { command: command.text, at: command.at } }),
    variables: Object.fromEntries(variables),
    ...(window && { window }),
    faults: [...faults, ...faultsOf(variables, get)],
    unread: [
      ...unread,
      ...[...variables]
        .filter(([name]) =>
          /^(DOMU_KERNEL|DT_OVERLAY|PASSTHROUGH_DTS_REPO|APPEND_EXTRA_CMDS|BITSTREAM|FIT)\b/.test(name),
        )
        .map(([name, { at }]) => ({ says: `What ${name} adds is not read`, at })),
    ],
  }
}

/** XEN_CMD and DOM0_CMD, or what ImageBuilder writes in their place. */
function linesOf(get: (name: string) => TextSeen | undefined, at: TextPlace): BootSeen['lines'] {
  const memory = get('DOM0_MEM')
  const vcpus = get('DOM0_VCPUS')
  const xen = get('XEN_CMD') ?? {
    text: `console=dtuart dtuart=serial0 dom0_mem=${memory?.text ?? defaults.memory}M dom0_max_vcpus=${vcpus?.text ?? defaults.vcpus} bootscrub=0 vwfi=native sched=null`,
    at: memory?.at ?? vcpus?.at ?? at,
  }
  const kernel = get('DOM0_KERNEL')
  if (!kernel) return { xen }
  const own = get('DOM0_CMD')
  const rootfs = get('DOM0_ROOTFS')
  const line = own?.text ?? 'console=hvc0 earlycon=xen earlyprintk=xen clk_ignore_unused'
  const root = /(^|\s)root=/.test(line) || rootfs ? '' : ' root=/dev/ram0'
  return { xen, dom0: { text: `${line}${root}`, at: own?.at ?? kernel.at } }
}

function windowOf(start: TextSeen | undefined, end: TextSeen | undefined): BootSeen['window'] {
  if (!start || !end) return undefined
  return { start: addressSeen(start), end: addressSeen(end) }
}

/** Bash's arithmetic: hex with 0x, else decimal. */
function addressSeen({ text, at }: TextSeen): AddressSeen {
  return /^(0x[\da-f]{1,16}|\d{1,19})$/i.test(text) ? { text, at, value: BigInt(text) } : { text, at }
}

function sourceOf(command: string | undefined): LoadSource | undefined {
  const [verb = '', device = '', partition = ''] = command?.trim().split(/\s+/) ?? []
  if (/^tftp/.test(verb)) return { device: 'tftp', isNetwork: true }
  return /load$/.test(verb) && Object.hasOwn(medium, device) && /^[\da-f]{1,2}:[\da-f]{1,2}$/.test(partition)
    ? { device: device as MediumId, partition }
    : undefined
}

function faultsOf(
  variables: ReadonlyMap<string, TextSeen>,
  get: (name: string) => TextSeen | undefined,
): readonly FaultSeen[] {
  const faults: FaultSeen[] = []
  for (const [name, { at }] of variables) {
    const bare = name.split('[', 1)[0]!
    if (known.has(bare)) continue
    const meant = nearest(bare, [...known])
    // Variables of the file's own are used in others.
    if (!meant && !/^(MEMORY|DEVICE|XEN|DOM0|DOMU|UBOOT)_/.test(bare)) continue
    faults.push({
      severity: 'warning',
      says: `ImageBuilder reads no variable ${bare}${meant ? `; ${meant} is near it` : ''}`,
      at,
      fix: meant ? `Write ${meant}, or take it out.` : 'Take it out.',
    })
  }
  const line = get('XEN_CMD')
  for (const name of line ? ['DOM0_MEM', 'DOM0_VCPUS'] : []) {
    const given = get(name)
    if (given)
      faults.push({
        severity: 'error',
        says: `${name} and XEN_CMD are both set, and ImageBuilder stops at that`,
        at: given.at,
        fix: `Put ${name === 'DOM0_MEM' ? 'dom0_mem=' : 'dom0_max_vcpus='} into XEN_CMD, and take ${name} out.`,
      })
  }
  for (const name of ['XEN_CMD', 'DOM0_CMD']) {
    const given = get(name)
    if (given?.text.includes('"'))
      faults.push({
        severity: 'error',
        says: `There is a double quote in ${name}, which ImageBuilder writes between double quotes of the script as it is`,
        at: given.at,
        fix: 'Do without it.',
      })
  }
  for (const name of ['MEMORY_START', 'MEMORY_END'])
    if (!get(name))
      faults.push({
        severity: 'error',
        says: `There is no ${name}, and ImageBuilder places all files by it`,
        at: { line: 1, column: 1 },
        fix: 'Set it; bdinfo in U-Boot shows where RAM lies.',
      })
  return faults
}
