/** Faults of firmware, of the device tree, of Xen's options and console. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import type { Fault } from './fault.ts'

const options = 'console=dtuart dtuart=/pl011@9000000'

/** Changes a tree as its source is changed by hand. */
const source =
  (...edits: readonly (readonly [from: RegExp, to: string])[]) =>
  (dtb: string): void => {
    const dts = execFileSync('dtc', ['-q', '-I', 'dtb', '-O', 'dts', dtb], { encoding: 'utf8' })
    const changed = edits.reduce((text, [from, to]) => {
      if (!from.test(text)) throw new Error(`the tree does not hold ${from}`)
      return text.replace(from, to)
    }, dts)
    const made = execFileSync('dtc', ['-q', '-I', 'dts', '-O', 'dtb', '-p', '65536'], { input: changed })
    writeFileSync(dtb, made)
  }

/** A node with all that is in it, where nothing in it has braces. */
const node = (name: string): RegExp => new RegExp(`\\t${name} \\{[^{}]*\\};\\n`)

export const firmwareFaults: readonly Fault[] = [
  {
    name: 'el1',
    says: 'firmware enters at EL1',
    machine: { virtualization: false },
    cause: ['silent-wrong-mode'],
    step: ['firmware'],
    isSilent: true,
  },
  {
    name: 'el1-by-hand',
    says: 'firmware enters at EL1, with a script by hand',
    script: 'by hand',
    machine: { virtualization: false },
    cause: ['silent-wrong-mode'],
    step: ['firmware'],
    isSilent: true,
  },
  {
    name: 'el1-arm32',
    says: 'firmware enters in SVC mode',
    arch: 'arm32',
    machine: { virtualization: false },
    cause: ['silent-wrong-mode', 'nonsec-impossible'],
    step: ['firmware'],
    isSilent: true,
  },
  {
    name: 'el1-native',
    says: 'firmware enters a Linux without Xen at EL1',
    machine: { virtualization: false },
    native: true,
    cause: ['native-at-el1'],
    step: ['firmware'],
  },
  {
    name: 'psci-missing',
    says: 'the tree has no PSCI',
    amend: source([node('psci'), '']),
    cause: ['psci-incomplete', 'cpu-enable-method', 'cpu-not-online'],
    step: ['firmware'],
  },
  {
    name: 'psci-hvc',
    says: 'the tree says that PSCI is called by hvc',
    amend: source([/method = "smc"/, 'method = "hvc"']),
    cause: ['psci-hvc'],
    step: ['firmware'],
  },
  {
    name: 'more-cpus-than-are',
    says: 'the tree has a CPU more than the machine',
    amend: source(
      [/(\t\tcpu@)1( \{[^}]*reg = <0x)01(>[^}]*\};\n)/, '$11$201$3$17$207$3'],
      [/phandle = <0x8001>;\n(?=[^]*phandle = <0x8001>)/, ''],
    ),
    cause: ['cpu-not-online'],
    step: ['firmware'],
  },
]

export const treeFaults: readonly Fault[] = [
  {
    name: 'timer-missing',
    says: 'the tree has no timer',
    amend: source([node('timer'), '']),
    cause: ['silent-tree'],
    step: ['dtb'],
    isSilent: true,
  },
  {
    name: 'gic-misspelt',
    says: "the GIC's compatible is misspelt",
    amend: source([/"arm,gic-v3"/, '"arm,gic-v33"']),
    cause: ['silent-tree'],
    step: ['dtb'],
    isSilent: true,
  },
  {
    name: 'gic-v3-tree-on-v2',
    says: 'the tree is of a machine with GICv3, and the machine has GICv2',
    machine: { gic: 'v2' },
    script: 'by hand',
    amend: treeOf('v3'),
    cause: ['gic-not-driven'],
    step: ['firmware', 'dtb'],
  },
  {
    name: 'gic-v2-tree-on-v3',
    says: 'the tree is of a machine with GICv2, and the machine has GICv3',
    machine: { gic: 'v3' },
    script: 'by hand',
    amend: treeOf('v2'),
    cause: ['hypervisor-trap', 'silent-cpus', 'gic-of-another-machine'],
    step: ['dtb', 'firmware'],
  },
  {
    name: 'irq-shared',
    says: "a device has the interrupt of Xen's UART",
    script: 'by hand',
    amend: source([/(\tpl031@9010000 \{[^}]*interrupts = <0x00 )0x02/, '$10x01']),
    cause: ['irq-used-by-xen'],
    step: ['console', 'dtb'],
  },
  {
    name: 'address-not-translated',
    says: 'a device stands on a bus whose ranges do not reach it',
    script: 'by hand',
    amend: source([
      /(\tpl031@9010000 \{)/,
      '\tbus { compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>; ranges = <0 0 0x50000000 0x100>; device@1000 { compatible = "test,device"; reg = <0x1000 0x100>; }; };\n$1',
    ]),
    cause: ['xen-address-not-translated'],
    step: ['dtb'],
  },
]

export const consoleFaults: readonly Fault[] = [
  {
    name: 'dtuart-path',
    says: 'the path in dtuart is misspelt',
    edits: [['dtuart=/pl011@9000000', 'dtuart=/pl011@9001000']],
    cause: ['silent-no-console', 'silent-dtuart-not-in-tree'],
    step: ['console'],
    isSilent: true,
  },
  {
    name: 'dtuart-path-by-hand',
    says: 'the path in dtuart is misspelt, with a script by hand',
    script: 'by hand',
    edits: [['dtuart=/pl011@9000000', 'dtuart=/soc/serial@9000000']],
    cause: ['silent-no-console'],
    step: ['console'],
    isSilent: true,
  },
  {
    name: 'dtuart-alias',
    says: 'the alias in dtuart is not in the tree',
    edits: [['dtuart=/pl011@9000000', 'dtuart=serial0']],
    cause: ['silent-no-console'],
    step: ['console'],
    isSilent: true,
  },
  {
    name: 'dtuart-linux-name',
    says: 'dtuart is a name of Linux',
    edits: [['dtuart=/pl011@9000000', 'dtuart=ttyAMA0']],
    cause: ['silent-dtuart-name', 'silent-no-console'],
    step: ['console'],
    isSilent: true,
  },
  {
    name: 'dtuart-answer',
    says: 'the answers name an alias that the tree has not',
    answers: { 'console.dtuart': 'serial3' },
    cause: ['silent-no-console'],
    step: ['console'],
    isSilent: true,
  },
  {
    name: 'uart-disabled',
    says: 'the UART is disabled in the tree',
    amend: source([/(\tpl011@9000000 \{)/, '$1 status = "disabled";']),
    cause: ['silent-no-console'],
    step: ['console'],
    isSilent: true,
  },
  {
    name: 'uart-unknown',
    says: 'Xen has no driver for the UART',
    amend: source([/(\tpl011@9000000 \{[^}]*)"arm,pl011[^"]*"/, '$1"test,uart"']),
    cause: ['silent-no-console'],
    step: ['console'],
    isSilent: true,
  },
  {
    name: 'dtuart-not-given',
    says: 'neither dtuart nor stdout-path names a UART',
    script: 'by hand',
    amend: source([/stdout-path = "[^"]*";/, '']),
    edits: [[' dtuart=/pl011@9000000', '']],
    cause: ['silent-no-console', 'silent-dtuart-not-given'],
    step: ['console'],
    isSilent: true,
  },
  {
    name: 'console-linux-name',
    says: "Xen's console is called ttyAMA0",
    edits: [[options, 'console=ttyAMA0 dtuart=/pl011@9000000']],
    cause: ['silent-console-option'],
    step: ['console'],
    isSilent: true,
  },
  {
    name: 'xen-options-in-bootargs',
    says: "Xen's options are in a property that Xen does not read",
    edits: [['fdt set /chosen xen,xen-bootargs', 'fdt set /chosen xen,bootargs']],
    cause: ['xen-options-misnamed', 'no-dom0-mem'],
    step: ['boot-media'],
  },
]

export const optionFaults: readonly Fault[] = [
  {
    name: 'dom0-mem-misspelt',
    says: 'dom0_mem is misspelt',
    edits: [['dom0_mem=', 'dom0_memory=']],
    cause: ['unknown-parameter', 'no-dom0-mem'],
    step: ['xen', 'dom0-kernel'],
  },
  {
    name: 'dom0-mem-without-unit',
    says: 'dom0_mem has no unit, and so is in KiB',
    edits: [['dom0_mem=384M', 'dom0_mem=384']],
    cause: ['dom0-memory-not-found', 'dom0-payload-too-large', 'dom0-first-bank', 'dom0-memory-tiny'],
    step: ['dom0-kernel'],
  },
  {
    name: 'dom0-mem-too-large',
    says: 'dom0_mem is more than the machine has',
    edits: [['dom0_mem=384M', 'dom0_mem=2048M']],
    cause: ['dom0-memory-not-found', 'dom0-first-bank'],
    step: ['dom0-kernel'],
  },
  {
    name: 'dom0-mem-too-small',
    says: 'dom0_mem is less than kernel and initramfs take',
    script: 'by hand',
    edits: [['dom0_mem=384M', 'dom0_mem=48M']],
    cause: ['dom0-memory-tiny'],
    step: ['dom0-kernel'],
  },
  {
    name: 'dom0-mem-missing',
    says: 'dom0_mem is missing',
    script: 'by hand',
    edits: [[' dom0_mem=384M', '']],
    cause: ['no-dom0-mem'],
    step: ['dom0-kernel'],
  },
  {
    name: 'vcpus-too-many',
    says: 'dom0 is to have more virtual CPUs than a GICv2 allows',
    machine: { gic: 'v2' },
    edits: [['dom0_max_vcpus=2', 'dom0_max_vcpus=20']],
    cause: ['dom0-not-created'],
    step: ['dom0-kernel'],
  },
  {
    name: 'scheduler-unknown',
    says: 'the scheduler is none of this Xen',
    edits: [[options, `${options} sched=fair`]],
    cause: ['scheduler-missing'],
    step: ['xen'],
  },
]

/** The tree of a machine with another GIC. */
function treeOf(gic: 'v2' | 'v3'): (dtb: string) => void {
  const machine = `virt,virtualization=on,gic-version=${gic.slice(1)}`
  const words = ['-cpu', 'cortex-a57', '-smp', '2', '-m', '1024M', '-display', 'none', '-net', 'none']
  // Firmware that is there, whatever it is: without one the tree has a GPIO controller more.
  const bios = ['-bios', '/dev/null']
  return (dtb) =>
    void execFileSync('qemu-system-aarch64', ['-M', `${machine},dumpdtb=${dtb}`, ...words, ...bios], {
      stdio: 'ignore',
    })
}
