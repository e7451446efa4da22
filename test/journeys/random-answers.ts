/** Whole sets of answers at random, the same again for the same seed. */
import fc from 'fast-check'
import { type AnswerKey, answerKeys } from '../../src/model/answers.ts'
import { validText } from '../answers/valid-answers.ts'

/** Answers as text, by key. */
export type Typed = Readonly<Partial<Record<AnswerKey, string>>>

/**
 * The seed of this run: the same for everybody, so that a change fails by what it changes, unless XENUP_SEED names
 * another.
 */
export function seedOfThisRun(): number {
  const given = process.env['XENUP_SEED'] ?? '1'
  if (!/^\d{1,9}$/.test(given)) throw new Error(`XENUP_SEED=${given} is not a number of up to nine digits`)
  return Number(given)
}

/**
 * What somebody may give who reads no question: any keys, any texts that the decisions take, or set-ups that fit
 * together with a few such texts among them. `files` are the names that answers of files may have.
 */
export function anyAnswers(files: readonly string[]): fc.Arbitrary<Typed> {
  const text = (key: AnswerKey): fc.Arbitrary<string> =>
    key.endsWith('file') || key.endsWith('log') || key.endsWith('config')
      ? fc.constantFrom('none', ...files)
      : validText(key)
  const wild = (keys: readonly AnswerKey[]): fc.Arbitrary<Typed> =>
    fc.record(Object.fromEntries(keys.map((key) => [key, text(key)])), { requiredKeys: [] }) as fc.Arbitrary<Typed>
  const few = fc.subarray([...answerKeys], { maxLength: 4 }).chain(wild)
  return fc.oneof(
    wild(answerKeys),
    fc.tuple(fittingAnswers, few).map(([fitting, among]) => ({ ...fitting, ...among })),
  )
}

const printable = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 24 })
const words = (chars: string, maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...chars), { minLength: 1, maxLength }).map((all) => all.join(''))
const mebibytes = (min: number, max: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((count) => `${count}M`)
const letters = 'abcdefghijklmnopqrstuvwxyz'
/** Names that differ from each other: each role has its own ending. */
const onMedium = (role: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.option(words(letters, 5), { nil: undefined }), words(`${letters}ABC019._+@=~^- `, 12))
    .map(([folder, name]) => `${folder === undefined ? '' : `${folder}/`}x${name}-${role}`)
const inDom0 = (role: string): fc.Arbitrary<string> =>
  printable.map((text) => `/srv/${text.replaceAll(/\/|^\s|\s$/g, '_')}-${role}`)

/** Set-ups for QEMU in which everything fits together, and which should boot: sizes for a machine of 1 GiB. */
export const fittingAnswers: fc.Arbitrary<Typed> = fc
  .record({
    arch: fc.constantFrom('arm64', 'arm32'),
    reach: fc.constantFrom('guest', 'guest', 'guest', 'dom0'),
    root: fc.boolean(),
    bridge: fc.boolean(),
    ramdisk: fc.boolean(),
    disk: fc.constantFrom('none', 'file', 'device'),
    network: fc.boolean(),
    device: fc.constantFrom('virtio', 'virtio', 'tftp'),
    dtuart: fc.constantFrom('/pl011@9000000', 'stdout-path'),
    options: fc.constantFrom(
      'loglvl=all guest_loglvl=all noreboot',
      'noreboot',
      'noreboot sched=credit',
      'noreboot bootscrub=0 console_timestamps=boot',
    ),
    names: fc.record({
      'boot-media.dtb-name': onMedium('dtb'),
      'boot-media.xen-name': onMedium('xen'),
      'boot-media.kernel-name': onMedium('kernel'),
      'boot-media.initrd-name': onMedium('initrd'),
    }),
    guest: fc.record({
      'guest.name': words(`${letters}ABC019._+-`, 20).map((name) => `g${name}`),
      'guest.kernel': inDom0('kernel'),
      'guest.memory': mebibytes(160, 320),
    }),
    interface: words(letters, 10),
    note: printable,
    // Whole pieces of 128 MiB: of other sizes xenup warns that Xen may find no place, and now and then it finds none.
    dom0Memory: fc.constantFrom('256M', '384M'),
  })
  .map(
    ({
      arch,
      reach,
      root,
      bridge,
      ramdisk,
      disk: wanted,
      network,
      device,
      dtuart,
      options,
      names,
      guest,
      interface: port,
      note,
      dom0Memory,
    }) => {
      const disk = !ramdisk && wanted === 'none' ? 'file' : wanted
      // A word with an equals sign, so that neither Linux nor its init takes it for something of theirs.
      const word = `xenup.note=${note.replaceAll('"', '_').replaceAll(' ', '.')}`
      return {
        'goal.target': 'qemu',
        'goal.arch': arch,
        'goal.reach': reach,
        'xen.options': options,
        'console.dtuart': dtuart,
        'boot-media.device': device,
        ...names,
        'dom0-kernel.memory': dom0Memory,
        'dom0-kernel.vcpus': '1',
        'dom0-kernel.cmdline': `console=hvc0 earlycon=xenboot ${word}${root ? ' root=/dev/vda2 rootwait rw' : ''}`,
        ...(root ? { 'dom0-userspace.system': 'own', 'dom0-userspace.root': '/dev/vda2' } : {}),
        ...(reach === 'dom0'
          ? {}
          : {
              'dom0-userspace.bridge': bridge ? 'yes' : 'no',
              ...(bridge ? { 'dom0-userspace.interface': port } : {}),
              ...guest,
              'guest.ramdisk': ramdisk ? '/srv/xen/ramdisk' : 'none',
              'guest.disk': disk,
              ...(disk === 'none'
                ? {}
                : { 'guest.disk-path': disk === 'device' ? '/dev/vg0/lv' : `${guest['guest.kernel']}-disk` }),
              ...(disk === 'file' ? { 'guest.disk-size': '96M' } : {}),
              'guest.network': network ? 'yes' : 'no',
              'guest.cmdline': `console=hvc0 ${word}${ramdisk ? '' : ' root=/dev/xvda rw'}`,
            }),
      }
    },
  )
