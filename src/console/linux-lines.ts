/**
 * What Linux prints, without Xen, as dom0 and as a guest (Linux arch/arm64/kernel/setup.c, smp.c, arch/arm/xen/enlighten.c,
 * kernel/panic.c, kernel/reboot.c), and userspace after it. Seen with 6.1 under QEMU.
 */
import type { Signpost } from './signpost.ts'

const linuxStarts = {
  says: 'Booting Linux on physical CPU',
  line: /^Booting Linux on physical CPU 0x[\da-f]{1,16}/i,
}
const linuxNames = { says: 'Linux version {}', line: /^Linux version (?<is>\d\S{0,99})(?: \(|$)/ }
const panics = { says: 'Kernel panic - not syncing', line: /^(?:---\[ end )?Kernel panic - not syncing/ }

export const linuxLines = {
  'native-linux': {
    ...linuxStarts,
    stage: 'linux',
    by: 'dom0',
    under: 'machine',
    proves: 'the kernel runs and its console works',
    begins: true,
  },
  'native-version': { ...linuxNames, stage: 'linux', by: 'dom0', under: 'machine', proves: 'Linux runs' },
  'cpu-mode': {
    stage: 'linux',
    by: 'dom0',
    says: 'CPU: All CPU(s) started {}',
    line: /^CPU: All CPU\(s\) started (?<is>at EL[12]|in (?:HYP|SVC) mode\.?)/,
    proves: 'the firmware hands over in the mode that Xen needs',
  },
  'native-init': {
    stage: 'linux',
    by: 'dom0',
    says: 'Run {} as init process',
    is: /\S{1,200}/,
    under: 'machine',
    proves: 'Linux starts userspace',
  },
  'native-panic': {
    ...panics,
    stage: 'linux',
    by: 'dom0',
    under: 'machine',
    proves: 'Linux gave up',
    ends: 'Linux panicked',
  },
  'dom0-linux': {
    ...linuxStarts,
    stage: 'dom0',
    by: 'dom0',
    under: 'xen',
    proves: "dom0's kernel runs and its early console works",
    when: () => true,
  },
  'dom0-version': { ...linuxNames, stage: 'dom0', by: 'dom0', under: 'xen', proves: "dom0's Linux runs" },
  'xen-support': {
    stage: 'dom0',
    by: 'dom0',
    says: 'Xen {} support found',
    // A Xen before 4.17 that was started with ACPI forgot to put its numbers there.
    is: /\d{1,4}\.\d{1,4}|XEN_VERSION\.XEN_SUBVERSION/,
    proves: 'the kernel has CONFIG_XEN and sees Xen',
    when: ({ release }) => release,
  },
  'dom0-console': {
    stage: 'dom0',
    by: 'dom0',
    says: 'console [hvc0] enabled',
    line: /^(?:printk: )?(?:legacy )?console \[hvc0\] enabled/,
    under: 'xen',
    proves: "dom0's console is Xen's",
  },
  'root-mounted': {
    stage: 'dom0',
    by: 'dom0',
    says: 'mounted filesystem',
    line: /^(?:VFS: Mounted root|(?:EXT4-fs|XFS|BTRFS info) \(\S{1,60}\): mounted filesystem)/,
    proves: 'Linux found a file system to run from',
  },
  'dom0-init': {
    stage: 'dom0',
    by: 'dom0',
    says: 'Run {} as init process',
    is: /\S{1,200}/,
    under: 'xen',
    proves: 'dom0 starts userspace',
  },
  'dom0-panic': {
    ...panics,
    stage: 'dom0',
    by: 'dom0',
    under: 'xen',
    proves: "dom0's Linux gave up",
    ends: "dom0's Linux panicked",
  },
  'initramfs-shell': {
    stage: 'dom0',
    by: 'dom0',
    says: '(initramfs)',
    proves: 'the initramfs found no root device',
    ends: 'the initramfs found no root device, and opened a shell',
  },
  login: {
    stage: 'dom0',
    by: 'dom0',
    says: 'login:',
    line: /^(?:\S{1,64} )?login:$/,
    proves: 'userspace is up',
    isCommon: true,
  },
  'shut-down': {
    stage: 'dom0',
    by: 'dom0',
    says: 'reboot: {}',
    is: /Power down|Restarting system|System halted/,
    proves: 'Linux was switched off',
    ends: 'Linux was switched off',
  },
  'guest-created': {
    stage: 'dom0',
    by: 'dom0',
    says: 'Parsing config from {}',
    is: /\S{1,200}/,
    proves: 'xl was asked to start a guest, by {}',
  },
  'guest-linux': {
    ...linuxStarts,
    stage: 'guest',
    by: 'guest',
    proves: "the guest's kernel runs and its console works",
  },
  'guest-version': { ...linuxNames, stage: 'guest', by: 'guest', proves: "the guest's Linux runs" },
  'guest-init': {
    stage: 'guest',
    by: 'guest',
    says: 'Run {} as init process',
    is: /\S{1,200}/,
    proves: 'the guest starts userspace',
  },
  'guest-panic': {
    ...panics,
    stage: 'guest',
    by: 'guest',
    proves: "the guest's Linux gave up",
    ends: "the guest's Linux panicked",
  },
  'guest-listed': {
    stage: 'guest',
    by: 'dom0',
    says: '{}',
    line: /^(?<is>\S{1,200})\s+\d{1,5}\s+\d{1,9}\s+\d{1,5}\s+[rbpscd-]{0,3}---[rbpscd-]{0,3}\s+\d+\.\d/,
    proves: '"xl list" in dom0 shows {} after "xl create"',
    when: ({ guest }) => guest,
  },
} as const satisfies Readonly<Record<string, Signpost>>
