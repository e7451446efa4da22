/**
 * `decide`: answers in, one total value out, or refusals in words. The only place that knows which answers a plan needs.
 *
 * It asks for what applies and for nothing else: with a firmware that finds the places itself there is no address, with
 * dom0 as the goal no guest.
 */
import type { AnswerKey, Answers } from '../model/answers.ts'
import type { Arch } from '../model/arch.ts'
import { isNetwork, type LoadSource } from '../model/boot-medium.ts'
import { type BootMethod, isWrittenBy, loaderRow, loaders, type MethodQuestion } from '../model/boot-method.ts'
import { bootMethods, loaderOf, methodOf, methodsOf } from '../model/boot-methods/index.ts'
import { nativeScript } from '../model/boot-methods/u-boot.ts'
import type {
  Decided,
  DecidedBoot,
  DecidedFile,
  DecidedGuest,
  DecidedNative,
  DecidedTree,
  DecidedUserspace,
} from '../model/decided.ts'
import { type Answered, andThen, answerTo, given, mapped, nothing, refused, together } from './answered.ts'

/**
 * The bridge that dom0's set-up makes; xl's own default for a guest's interface (xl-network-configuration(5), bridge).
 */
const bridgeName = 'xenbr0'

/** Decides, or says what keeps it from that; `methods` are all that there are. */
export function decide(answers: Answers, arch: Arch, methods: readonly BootMethod[] = bootMethods): Answered<Decided> {
  const to = <K extends AnswerKey>(key: K) => answerTo(answers, key)
  return andThen(methodDecided(answers, arch, methods), (method) =>
    together({
      arch: given(arch),
      board: to('board.id'),
      target: to('goal.target'),
      boot: bootDecided(answers, method),
      tree: treeDecided(answers, method),
      edits: given(editsDecided(answers, method)),
      ram: given(rangeTold(answers)),
      ramSize: given(answers['dtb.ram'] === 'other' ? undefined : answers['dtb.ram']),
      xen: together({
        source: to('xen.source'),
        release: to('xen.version'),
        options: to('xen.options'),
        earlyPrintk: andThen(to('xen.source'), (source) =>
          source === 'build' ? mapped(to('xen.early-printk'), (wanted) => wanted === 'yes') : given(false),
        ),
        its: given(answers['xen.source'] === 'build' && answers['xen.its'] === 'yes'),
        file: fileDecided(answers, method, 'xen', 'xen.file'),
      }),
      dtuart: mapped(to('console.dtuart'), unless('stdout-path')),
      native: isWrittenBy(method, nativeScript.template) ? nativeDecided(answers) : nothing,
      dom0: together({
        source: to('dom0-kernel.source'),
        kernel: fileDecided(answers, method, 'kernel', 'dom0-kernel.file'),
        initrd: andThen(to('dom0-kernel.initrd'), (wanted) =>
          wanted === 'yes' ? fileDecided(answers, method, 'initrd', 'dom0-kernel.initrd-file') : nothing,
        ),
        memory: to('dom0-kernel.memory'),
        vcpus: to('dom0-kernel.vcpus'),
        cmdline: to('dom0-kernel.cmdline'),
        userspace: userspaceDecided(answers),
      }),
      guest: andThen(
        to('goal.reach'),
        (reach): Answered<DecidedGuest | undefined> => (reach === 'guest' ? guestDecided(answers) : nothing),
      ),
    }),
  )
}

/** The boot method that the answers mean, if it can boot this architecture. */
function methodDecided(answers: Answers, arch: Arch, methods: readonly BootMethod[]): Answered<BootMethod> {
  const loader = loaderOf(answers)
  // Only QEMU is not asked: it starts U-Boot.
  const chosen = answers['goal.target'] === 'qemu' ? given(loader) : answerTo(answers, 'firmware.loader')
  return andThen(chosen, () => {
    const method = methodOf(answers, methods)
    if (method) {
      const refusal = method.refuses?.[arch]
      return refusal ? refused({ says: refusal.says, at: refusal.at, fix: refusal.fix }) : given(method)
    }
    return andThen(answerTo(answers, 'boot-media.method'), (way) =>
      refused({
        says: `${loaderRow(loader).name} (firmware.loader) does not start Xen by ${way}`,
        at: 'answer boot-media.method',
        fix: `Answer boot-media.method with one of ${methodsOf(loader, methods)
          .map(({ id }) => id)
          .join(', ')}.`,
      }),
    )
  })
}

const asks = (method: BootMethod, question: MethodQuestion): boolean => method.asks.includes(question)

/** From what the method loads, and with what it is told to. */
function bootDecided(answers: Answers, method: BootMethod): Answered<DecidedBoot> {
  const medium = mediumDecided(answers)
  const scriptAddress = answerTo(answers, 'boot-media.script-address')
  if (method.places === 'us') return together({ placedBy: given('us'), method: given(method), medium, scriptAddress })
  return together({
    placedBy: given('firmware'),
    method: given(method),
    medium: asks(method, 'boot-media.partition')
      ? medium
      : together({ device: answerTo(answers, 'boot-media.device') }),
    scriptAddress: asks(method, 'boot-media.script-address') ? scriptAddress : nothing,
  })
}

function mediumDecided(answers: Answers): Answered<LoadSource> {
  return andThen(
    answerTo(answers, 'boot-media.device'),
    (device): Answered<LoadSource> =>
      isNetwork(device)
        ? given({ device, isNetwork: true })
        : together({ device: given(device), partition: answerTo(answers, 'boot-media.partition') }),
  )
}

/** A file that is loaded: its name on the medium, the file here, and the address where the user chooses it. */
function fileDecided(
  answers: Answers,
  method: BootMethod,
  role: 'xen' | 'kernel' | 'initrd' | 'dtb',
  local: AnswerKey & ('xen.file' | 'dom0-kernel.file' | 'dom0-kernel.initrd-file' | 'dtb.file'),
): Answered<DecidedFile> {
  return together({
    onMedium: answerTo(answers, `boot-media.${role}-name`),
    local: mapped(answerTo(answers, local), unless('none')),
    address: addressDecided(answers, method, role),
  })
}

function addressDecided(
  answers: Answers,
  method: BootMethod,
  role: 'xen' | 'kernel' | 'initrd' | 'dtb',
): Answered<bigint | undefined> {
  if (!asks(method, 'boot-media.addresses')) return nothing
  return andThen(
    answerTo(answers, 'boot-media.addresses'),
    (who): Answered<bigint | undefined> => (who === 'own' ? answerTo(answers, `boot-media.${role}-address`) : nothing),
  )
}

function treeDecided(answers: Answers, method: BootMethod): Answered<DecidedTree> {
  return andThen(
    answerTo(answers, 'dtb.source'),
    (source): Answered<DecidedTree> =>
      source === 'file'
        ? mapped(fileDecided(answers, method, 'dtb', 'dtb.file'), (file) => ({ source, ...file }))
        : together({ source: given(source), address: addressDecided(answers, method, 'dtb') }),
  )
}

/** Asked only where the tree has such nodes; the loader's script makes the changes. */
const editsDecided = (answers: Answers, { loader }: BootMethod): Decided['edits'] => ({
  stops: loaders[loader].hasPrompt && answers['dtb.edits'] === 'yes',
  console: loaders[loader].hasPrompt && answers['console.edits'] === 'yes',
})

/** Asked only where nothing else says where RAM is. */
function rangeTold({ 'dtb.memory-base': base, 'dtb.memory-size': size }: Answers): Decided['ram'] {
  return base !== undefined && size !== undefined ? { base, size } : undefined
}

function nativeDecided(answers: Answers): Answered<DecidedNative> {
  return together({
    cmdline: answerTo(answers, 'native.cmdline'),
    console: mapped(answerTo(answers, 'native.console'), unless('none')),
    root: mapped(answerTo(answers, 'native.root'), unless('none')),
  })
}

function userspaceDecided(answers: Answers): Answered<DecidedUserspace> {
  const to = <K extends AnswerKey>(key: K) => answerTo(answers, key)
  return andThen(to('dom0-userspace.system'), (system) =>
    together({
      system: given(system),
      suite: system === 'debian' ? to('dom0-userspace.suite') : nothing,
      root: system === 'initramfs' ? nothing : mapped(to('dom0-userspace.root'), unless('none')),
      bridge: andThen(to('goal.reach'), (reach) => (reach === 'guest' ? bridgeDecided(answers) : nothing)),
    }),
  )
}

function bridgeDecided(answers: Answers): Answered<DecidedUserspace['bridge']> {
  return andThen(
    answerTo(answers, 'dom0-userspace.bridge'),
    (wanted): Answered<DecidedUserspace['bridge']> =>
      wanted === 'yes'
        ? together({ name: given(bridgeName), interface: answerTo(answers, 'dom0-userspace.interface') })
        : nothing,
  )
}

function guestDecided(answers: Answers): Answered<DecidedGuest> {
  const to = <K extends AnswerKey>(key: K) => answerTo(answers, key)
  const ramdisk = mapped(to('guest.ramdisk'), unless('none'))
  return together({
    name: to('guest.name'),
    kernel: to('guest.kernel'),
    kernelFile: mapped(to('guest.kernel-file'), unless('none')),
    ramdisk,
    ramdiskFile: andThen(ramdisk, (one) =>
      one === undefined ? nothing : mapped(to('guest.ramdisk-file'), unless('none')),
    ),
    memory: to('guest.memory'),
    vcpus: to('guest.vcpus'),
    cmdline: to('guest.cmdline'),
    disk: andThen(
      to('guest.disk'),
      (kind): Answered<DecidedGuest['disk']> =>
        kind === 'none'
          ? nothing
          : together({
              kind: given(kind),
              path: to('guest.disk-path'),
              vdev: to('guest.disk-vdev'),
              size: kind === 'file' ? to('guest.disk-size') : nothing,
            }),
    ),
    network: andThen(
      to('guest.network'),
      (wanted): Answered<DecidedGuest['network']> =>
        wanted === 'yes' ? together({ bridge: to('guest.bridge') }) : nothing,
    ),
  })
}

/** A text, or nothing where it is the word that stands for none. */
const unless =
  (word: string) =>
  (text: string): string | undefined =>
    text === word ? undefined : text
