/**
 * The decisions, one line each: adding one here makes it known to the answers file, its schema and --set.
 *
 * In the file and at the keyboard an answer is text; `read` turns the text into a value or says why it cannot.
 * Whether a value is *right* for this board is not decided here: a step may refuse it, a check may find fault with it.
 */
import {
  address,
  choice,
  count,
  type Decision,
  dom0Path,
  gate,
  matching,
  mediumPath,
  path,
  type Reading,
  rootDevice,
  size,
  sizeOr,
  text,
} from './answer-kinds.ts'
import { type MediumId, medium } from './boot-medium.ts'
import { loaderIds } from './boot-method.ts'
import { methodChoices } from './boot-methods/index.ts'
import { releases, unstableRelease } from './xen-release.ts'

/** The answers' file and --set know these keys and no other. */
export const decisions = {
  'goal.target': choice('what Xen is to run on', ['qemu', 'hardware', 'fvp']),
  'goal.arch': choice('64- or 32-bit Arm', ['arm64', 'arm32']),
  'goal.reach': choice('how far to go', ['guest', 'dom0']),
  'board.id': matching('the board page to take facts from, or other', /^[a-z0-9][a-z0-9-]*$/, 'rpi4'),
  'firmware.loader': choice('what starts Xen', loaderIds),
  'firmware.log': path('a console log of the boot loader, or none'),
  'firmware.done': gate('has the firmware shown what Xen needs'),
  'dtb.source': choice('where the device tree comes from', ['file', 'firmware']),
  'dtb.file': path('the .dtb on this machine'),
  'dtb.ram': sizeOr('how much RAM the board has, where its page lists the banks for it, or other', 'other'),
  'dtb.memory-base': address('where RAM starts, when the device tree does not say'),
  'dtb.memory-size': size('how much RAM there is from there on, when the device tree does not say'),
  'dtb.edits': choice('is the tree changed where Xen would stop at it', ['yes', 'no']),
  'native.log': path('a console log of Linux booted without Xen, or none'),
  'native.console': matching(
    'the console of Linux without Xen',
    /^(none|[A-Za-z]{2,}[0-9]{1,3}(,[0-9]{3,7}([noe]8?r?)?)?)$/,
    'ttyS0,115200',
  ),
  'native.root': rootDevice('the root device of Linux without Xen, or none'),
  'native.cmdline': text('the command line of Linux without Xen', { max: 1023 }),
  'native.done': gate('does Linux boot without Xen'),
  'xen.source': choice('where Xen comes from', ['distribution', 'build']),
  'xen.file': path('the Xen binary on this machine, or none'),
  'xen.version': choice('the Xen release that will boot', releases, { unstable: unstableRelease }),
  'xen.early-printk': choice('is Xen built to speak before its console works', ['no', 'yes']),
  'xen.its': choice('is Xen built with message interrupts for dom0 (GICv3 ITS)', ['yes', 'no']),
  'xen.options': text('further Xen command line options', { empty: true, max: 1023 }),
  'dom0-kernel.source': choice('where the dom0 kernel comes from', ['distribution', 'build']),
  'dom0-kernel.file': path('the dom0 kernel on this machine, or none'),
  'dom0-kernel.config': path('the configuration of the dom0 kernel, or a kernel that holds it, or none'),
  'dom0-kernel.initrd': choice('does dom0 boot with an initramfs', ['yes', 'no']),
  'dom0-kernel.initrd-file': path('the dom0 initramfs on this machine, or none'),
  'dom0-kernel.memory': size('memory for dom0'),
  'dom0-kernel.vcpus': count('virtual CPUs for dom0', 1, 128),
  'dom0-kernel.cmdline': text('the command line of the dom0 kernel', { max: 1023 }),
  'dom0-userspace.system': choice('what dom0 runs', ['debian', 'initramfs', 'own']),
  'dom0-userspace.suite': choice('the Debian release of dom0', ['bookworm', 'trixie']),
  'dom0-userspace.root': rootDevice('the root device of dom0, or none'),
  'dom0-userspace.bridge': choice('does dom0 bridge its guests to the network', ['yes', 'no']),
  'dom0-userspace.interface': matching('the network interface of dom0', /^[A-Za-z][A-Za-z0-9_.-]{0,14}$/, 'eth0'),
  'dom0-userspace.done': gate('does the userspace of dom0 stand ready'),
  'boot-media.device': choice('what U-Boot loads from', Object.keys(medium) as MediumId[]),
  'boot-media.method': choice('how the boot modules get into the device tree', methodChoices),
  'boot-media.partition': matching(
    'device and partition as U-Boot writes them',
    /^[0-9a-f]{1,2}:[0-9a-f]{1,2}$/,
    '0:1',
  ),
  'boot-media.names': choice('who names the files on the boot medium', ['usual', 'own']),
  'boot-media.xen-name': mediumPath('the name of Xen on the boot medium'),
  'boot-media.kernel-name': mediumPath('the name of the dom0 kernel on the boot medium'),
  'boot-media.initrd-name': mediumPath('the name of the dom0 initramfs on the boot medium'),
  'boot-media.dtb-name': mediumPath('the name of the device tree on the boot medium'),
  'boot-media.script-address': address('where U-Boot puts the boot script'),
  'boot-media.addresses': choice('who decides the load addresses', ['planned', 'own']),
  'boot-media.xen-address': address('where Xen is loaded'),
  'boot-media.kernel-address': address('where the dom0 kernel is loaded'),
  'boot-media.initrd-address': address('where the dom0 initramfs is loaded'),
  'boot-media.dtb-address': address('where the device tree is loaded'),
  'console.dtuart': matching(
    'the UART for Xen: alias, path, or stdout-path',
    /^(\/[!-9;-~]*|[A-Za-z0-9,._+?#-]+)(:[A-Za-z0-9,]+)?$/,
    'serial0',
  ),
  'console.edits': choice("do nodes that share the interrupt of Xen's console go", ['yes', 'no']),
  'guest.name': matching('the name of the guest', /^(?!\d+$)(?!Domain-0$)[A-Za-z0-9][A-Za-z0-9._+-]{0,62}$/, 'guest1'),
  'guest.kernel': dom0Path('the guest kernel, as a path in dom0'),
  'guest.kernel-file': path('the guest kernel on this machine, or none'),
  'guest.kernel-config': path('the configuration of the guest kernel, or a kernel that holds it, or none'),
  'guest.ramdisk': dom0Path('the guest ramdisk, as a path in dom0, or none'),
  'guest.ramdisk-file': path('the guest ramdisk on this machine, or none'),
  'guest.memory': size('memory for the guest'),
  'guest.vcpus': count('virtual CPUs for the guest', 1, 128),
  'guest.disk': choice('what the disk of the guest is', ['none', 'file', 'device']),
  'guest.disk-path': dom0Path('the disk of the guest, as a path in dom0'),
  'guest.disk-size': size('the size of the disk of the guest'),
  'guest.disk-vdev': matching('the disk as the guest sees it', /^xvd[a-z]([1-9][0-9]?)?$/, 'xvda'),
  'guest.network': choice('does the guest have a network interface', ['yes', 'no']),
  'guest.bridge': matching(
    'the bridge in dom0 that the guest is connected to',
    /^[A-Za-z][A-Za-z0-9_.-]{0,14}$/,
    'xenbr0',
  ),
  'guest.cmdline': text('the command line of the guest kernel', { empty: true, max: 2047 }),
  'guest.config-file': path('an xl configuration of your own, to be checked, or none'),
} satisfies Record<string, Decision<unknown>>

/** The key of a decision, `step.name`. */
export type AnswerKey = keyof typeof decisions

type ValueOf<D> = D extends { read(text: string): Reading<infer T> } ? T : never

/** Answers by key; a key is missing when the question was not asked or not answered. */
export type Answers = { readonly [K in AnswerKey]?: ValueOf<(typeof decisions)[K]> }

/** Every key, in the order of the steps. */
export const answerKeys = Object.keys(decisions) as readonly AnswerKey[]

/** True for a key of the answers file. */
export const isAnswerKey = (key: string): key is AnswerKey => Object.hasOwn(decisions, key)

/** True for a question that asks for a console's log: they are called so. */
export const isLogKey = (key: AnswerKey): boolean => key.endsWith('.log')

/** Reads one answer's text; the sentence of a refusal names the text. */
export function readAnswer<K extends AnswerKey>(key: K, text: string): Reading<NonNullable<Answers[K]>> {
  return decisions[key].read(text) as Reading<NonNullable<Answers[K]>>
}

/** The text of an answer, which `readAnswer` reads back to the same value. */
export function showAnswer<K extends AnswerKey>(key: K, value: NonNullable<Answers[K]>): string {
  return (decisions[key].show as (value: NonNullable<Answers[K]>) => string)(value)
}
