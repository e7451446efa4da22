/**
 * The decisions, one line each: adding one here makes it known to the answers file, its schema and --set.
 *
 * In the file and at the keyboard an answer is text; `read` turns the text into a value or says why it cannot.
 * Whether a value is *right* for this board is not decided here: a step may refuse it, a check may find fault with it.
 */

import { type MediumId, medium } from './boot-medium.ts'
import { hex, parseSize, sizeWithUnit } from './quantity.ts'
import { invisible, unprintable } from './visible.ts'
import { releases, unstableRelease } from './xen-release.ts'

/** What became of a text: a value, or the sentence that says why not (it continues the quoted text). */
export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly says: string }

/** How one decision is written, read and described. */
export interface Decision<T> {
  readonly kind: 'choice' | 'text' | 'path' | 'size' | 'count' | 'address'
  /** One line for the schema and for --help. */
  readonly about: string
  /** The valid values, when they can be listed. */
  readonly values?: readonly string[]
  /** Other words that are read as one of the values. */
  readonly others?: readonly string[]
  /** A regular expression that every valid text matches, for editors. */
  readonly pattern?: string
  read(text: string): Reading<T>
  show(value: T): string
}

/** The answers' file and --set know these keys and no other. */
export const decisions = {
  'goal.target': choice('what Xen is to run on', ['qemu', 'hardware', 'fvp']),
  'goal.arch': choice('64- or 32-bit Arm', ['arm64', 'arm32']),
  'goal.reach': choice('how far to go', ['guest', 'dom0']),
  'board.id': matching('the board page to take facts from, or other', /^[a-z0-9][a-z0-9-]*$/, 'rpi4'),
  'firmware.loader': choice('what starts Xen', ['u-boot', 'uefi']),
  'firmware.log': path('a console log of the boot loader, or none'),
  'firmware.done': gate('has the firmware shown what Xen needs'),
  'dtb.source': choice('where the device tree comes from', ['file', 'firmware']),
  'dtb.file': path('the .dtb on this machine'),
  'dtb.memory-base': address('where RAM starts, when the device tree does not say'),
  'dtb.memory-size': size('how much RAM there is from there on, when the device tree does not say'),
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
  'boot-media.way': choice('how the boot modules get into the device tree', ['script', 'imagebuilder', 'overlay']),
  'boot-media.partition': matching(
    'device and partition as U-Boot writes them',
    /^[0-9a-f]{1,2}:[0-9a-f]{1,2}$/,
    '0:1',
  ),
  'boot-media.xen': mediumPath('the name of Xen on the boot medium'),
  'boot-media.kernel': mediumPath('the name of the dom0 kernel on the boot medium'),
  'boot-media.initrd': mediumPath('the name of the dom0 initramfs on the boot medium'),
  'boot-media.dtb': mediumPath('the name of the device tree on the boot medium'),
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

/** Reads one answer's text; the sentence of a refusal names the text. */
export function readAnswer<K extends AnswerKey>(key: K, text: string): Reading<NonNullable<Answers[K]>> {
  return decisions[key].read(text) as Reading<NonNullable<Answers[K]>>
}

/** The text of an answer, which `readAnswer` reads back to the same value. */
export function showAnswer<K extends AnswerKey>(key: K, value: NonNullable<Answers[K]>): string {
  return (decisions[key].show as (value: NonNullable<Answers[K]>) => string)(value)
}

/** One of several values; `others` are words for some of them, which are read and never written. */
function choice<const V extends string>(
  about: string,
  values: readonly V[],
  others: Readonly<Record<string, V>> = {},
): Decision<V> {
  const words = [...values, ...Object.keys(others)]
  return {
    kind: 'choice',
    about,
    values,
    ...(words.length > values.length && { others: Object.keys(others) }),
    show: (value) => value,
    read(typed) {
      const value = Object.hasOwn(others, typed) ? others[typed] : values.find((one) => one === typed)
      return value === undefined ? { ok: false, says: `is not one of ${words.join(', ')}` } : { ok: true, value }
    },
  }
}

/** The user's word, or evidence, that a step is done; `not-yet` keeps it open without stopping anything. */
function gate(about: string) {
  return choice(about, ['not-yet', 'done'])
}

/** A root device in the words of root=; the word `none` stands for none. */
function rootDevice(about: string): Decision<string> {
  return matching(
    about,
    /^(none|\/dev\/[A-Za-z0-9/._-]{1,120}|(PART)?UUID=[A-Fa-f0-9-]{1,60}|(PART)?LABEL=[A-Za-z0-9._-]{1,60})$/,
    '/dev/mmcblk0p2',
  )
}

function text(about: string, rule: { empty?: boolean; max: number }): Decision<string> {
  return {
    kind: 'text',
    about,
    show: (value) => value,
    read(typed) {
      const odd = unprintable(typed)
      if (odd) return { ok: false, says: `has ${odd}; a command line is printable ASCII on one line` }
      if (typed === '' && !rule.empty) return { ok: false, says: 'is empty' }
      if (typed.length > rule.max) return { ok: false, says: `has ${typed.length} characters; at most ${rule.max} fit` }
      return { ok: true, value: typed }
    },
  }
}

function matching(about: string, pattern: RegExp, example: string): Decision<string> {
  return {
    kind: 'text',
    about,
    pattern: pattern.source,
    show: (value) => value,
    read: (typed) =>
      pattern.test(typed)
        ? { ok: true, value: typed }
        : { ok: false, says: `is not ${about}; it is written like ${example}` },
  }
}

/** A file on this machine; the word `none` stands for no file (a file of that name is written ./none). */
function path(about: string): Decision<string> {
  return {
    kind: 'path',
    about,
    show: (value) => value,
    read(typed) {
      if (typed === '') return { ok: false, says: 'is empty; name a file' }
      const odd = invisible(typed)
      return odd ? { ok: false, says: `has ${odd}; rename the file` } : { ok: true, value: typed }
    },
  }
}

/**
 * A file on the boot medium, relative to the partition's root: no way up, nothing that FAT or U-Boot would read
 * otherwise.
 */
function mediumPath(about: string): Decision<string> {
  const pattern =
    /^(?!.*(?:^|\/)\.\.?(?:\/|$))[A-Za-z0-9._+@=~^-][A-Za-z0-9._+@=~^ -]*(?:\/[A-Za-z0-9._+@=~^-][A-Za-z0-9._+@=~^ -]*)*(?<![ .])$/
  return {
    kind: 'text',
    about,
    pattern: pattern.source,
    show: (value) => value,
    read(typed) {
      if (typed.length > 128) return { ok: false, says: `has ${typed.length} characters; at most 128 fit` }
      return pattern.test(typed)
        ? { ok: true, value: typed }
        : {
            ok: false,
            says: `is not a name for the boot medium; letters, digits, . _ + @ = ~ ^ - and folders with / are, such as Image or xen/Image-6.1`,
          }
    },
  }
}

/** A path inside dom0; the word `none` stands for no file. */
function dom0Path(about: string): Decision<string> {
  return {
    kind: 'text',
    about,
    pattern: '^(none|/.+)$',
    show: (value) => value,
    read(typed) {
      const odd = unprintable(typed)
      if (odd) return { ok: false, says: `has ${odd}` }
      if (typed.length > 1024) return { ok: false, says: `has ${typed.length} characters; at most 1024 fit` }
      return typed === 'none' || /^\/.*[^/]$/.test(typed)
        ? { ok: true, value: typed }
        : { ok: false, says: 'is not a full path of a file in dom0, such as /srv/xen/Image' }
    },
  }
}

function size(about: string): Decision<bigint> {
  return {
    kind: 'size',
    about,
    pattern: '^\\s*[0-9]+(\\.[0-9]{1,3})?\\s*[KMGTkmgt]([iI]?[Bb])?\\s*$',
    show: sizeWithUnit,
    read(typed) {
      const parsed = parseSize(typed)
      if (!parsed.ok) return parsed
      // dom0_mem and xl's memory= are whole MiB in practice: xl has no smaller unit (xl.cfg(5), memory=MBYTES).
      if (parsed.bytes % (1n << 20n) !== 0n)
        return { ok: false, says: 'is not a whole number of MiB, which is the unit of xl and of a Xen bank' }
      if (parsed.bytes === 0n) return { ok: false, says: 'is nothing at all' }
      // 16 TiB is Xen's limit for physical memory on arm64 (SUPPORT.md, "Host: Memory").
      if (parsed.bytes > 16n << 40n) return { ok: false, says: 'is above 16 TiB, more than Xen on Arm can use' }
      return { ok: true, value: parsed.bytes }
    },
  }
}

function count(about: string, least: number, most: number): Decision<number> {
  return {
    kind: 'count',
    about,
    pattern: '^[0-9]+$',
    show: String,
    read(typed) {
      const value = /^\d{1,6}$/.test(typed) ? Number(typed) : Number.NaN
      return value >= least && value <= most
        ? { ok: true, value }
        : { ok: false, says: `is not a whole number from ${least} to ${most}` }
    },
  }
}

function address(about: string): Decision<bigint> {
  return {
    kind: 'address',
    about,
    pattern: '^0[xX][0-9a-fA-F]{1,16}$',
    show: hex,
    read: (typed) =>
      /^0x[0-9a-f]{1,16}$/i.test(typed)
        ? { ok: true, value: BigInt(typed) }
        : { ok: false, says: 'is not an address; write it in hexadecimal, such as 0x42000000' },
  }
}
