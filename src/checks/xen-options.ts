/** Options that undo what xenup writes itself, or that the Xen that boots does not have, or cannot read. */
import { isLinuxOption } from '../model/linux-command-line.ts'
import { nearest } from '../model/nearest.ts'
import { dom0MemoryFault, strangeConsole } from '../model/xen-line.ts'
import { takesValue, type XenOption, xenOption, xenOptionNames } from '../model/xen-options.ts'
import { hasFeatureSince } from '../model/xen-release.ts'
import { atAnswer, defineCheck, type Found } from './check.ts'

/** Options that the answers decide; Xen takes the last of two. */
const decided: Readonly<Record<string, string>> = {
  dom0_mem: 'dom0-kernel.memory',
  dom0_max_vcpus: 'dom0-kernel.vcpus',
  dtuart: 'console.dtuart',
  console: 'console.dtuart',
}

/**
 * Options are read before there is a console. This release and those after it print what was said until then once the
 * console works (xen/drivers/char/console.c, conring_flush in console_init_preirq).
 */
const keepsFirstLines = '4.21'

/** An option of the line, taken apart as Xen does (xen/common/kernel.c, parse_params). */
interface Word {
  readonly text: string
  readonly name: string
  readonly value: string
}

/** The Xen that will boot. */
interface Target {
  readonly release: string
  readonly arch: 'arm64' | 'arm32' | undefined
  readonly source: 'distribution' | 'build'
  /** Where what it says about its options is heard. */
  readonly heard: string
}

/** What is found, without the place. */
type Fault = Omit<Found, 'at'>

export const xenOptions = defineCheck({
  id: 'xen-options',
  needs: ['xen.options', 'xen.version'],
  uses: ['arch', 'xen.source'],
  run(have) {
    const target: Target = {
      release: have['xen.version'],
      arch: have.arch?.value,
      source: have['xen.source'] ?? 'distribution',
      heard: hasFeatureSince(have['xen.version'], keepsFirstLines)
        ? 'in its very first lines'
        : 'before its console works',
    }
    return have['xen.options'].split(' ').flatMap((text): readonly Found[] => {
      // What xenup writes anyway, and Linux's, of which mixed-command-lines tells.
      if (text === '' || text === 'console=dtuart') return []
      const [name, value] = text.split(/=(.*)/s) as [string, string?]
      if (isLinuxOption(name)) return []
      const fault = faultOf({ text, name, value: value ?? '' }, target)
      return fault ? [{ at: atAnswer('xen.options'), ...fault }] : []
    })
  },
})

function faultOf(word: Word, target: Target): Fault | undefined {
  const known = xenOption(word.name, target.release, target.arch)
  const key = Object.hasOwn(decided, word.name) ? decided[word.name] : undefined
  if (key) return decidedElsewhere(word, key)
  if (!known.option) return known.isX86 ? ofX86(word, target) : unknown(word, target)
  if (!known.inRelease) return known.isX86 ? ofX86(word, target) : ofAnotherRelease(word, known.option, target)
  if (!known.onArch) return ofAnotherArch(word, known.option, target)
  return ofThisXen(word, known.option, target)
}

/** What is wrong with an option that this release parses on this architecture. */
function ofThisXen(word: Word, option: XenOption, target: Target): Fault | undefined {
  if (option.idle)
    return {
      severity: 'warning',
      says: `Xen ${target.release} reads ${word.text} and does nothing with it on Arm`,
      fix: `Take it out: Xen after ${option.until} does not know it any more.`,
    }
  if (word.text === 'sched=null') return nullScheduler(target)
  if (!takesValue(option, word.name, word.value)) return unreadable(word, option, target)
  if (option.config !== undefined)
    return {
      severity: target.source === 'build' ? 'note' : 'warning',
      says: `${word.name} is only in a Xen that was built with CONFIG_${option.config}=y, which is off unless somebody chose it: any other says parameter "${word.name}" unknown! and goes on without it`,
      fix: 'Take it out, or see that this Xen was built so.',
    }
  if (word.name === 'iommu' && /(^|,)(verbose|debug)/.test(word.value))
    return {
      severity: 'note',
      says: `Xen on Arm reads ${word.text}, and prints no more for it: only the IOMMU drivers of x86 and of PCI look at verbose and debug`,
      fix: 'Take it out: the IOMMU is used by default where Xen has a driver for it.',
    }
  return undefined
}

function decidedElsewhere({ text, name, value }: Word, key: string): Fault {
  const fault = name === 'dom0_mem' ? dom0MemoryFault(value) : undefined
  if (fault)
    return {
      severity: 'error',
      says: `The option ${text} ${fault}`,
      also: atAnswer('dom0-kernel.memory'),
      fix: 'Take it out, and answer dom0-kernel.memory instead.',
    }
  const device = name === 'console' ? strangeConsole(value) : undefined
  return {
    severity: 'warning',
    says:
      device === undefined
        ? `The option ${text} comes after the one that ${key} makes, and Xen takes the last`
        : `The option ${text} comes after the one that ${key} makes, and Xen takes the last: on Arm there is no console ${device}, and Xen would be silent`,
    also: atAnswer(key),
    fix: `Take it out, and answer ${key} instead.`,
  }
}

function ofX86({ text, name }: Word, { release, heard }: Target): Fault {
  return {
    severity: 'warning',
    says: `${text} is an option of Xen on x86: Xen ${release} on Arm says parameter "${name}" unknown! ${heard}, and goes on without it`,
    fix: /^(com[12]|dbgp|vga|font|vesa-\w+)$/.test(name)
      ? 'Take it out: on Arm console.dtuart names the UART.'
      : 'Take it out.',
  }
}

function ofAnotherRelease({ name }: Word, { since, until }: XenOption, { release, heard }: Target): Fault {
  return {
    severity: 'warning',
    says: `The option ${name} is in Xen ${until === undefined ? `since ${since}` : `up to ${until}`}: Xen ${release} says parameter "${name}" unknown! ${heard}, and goes on without it`,
    also: atAnswer('xen.version'),
    fix: `Take it out${until === undefined ? `, or boot Xen ${since} or newer` : ''}.`,
  }
}

function ofAnotherArch({ name }: Word, { arch }: XenOption, { heard }: Target): Fault {
  return {
    severity: 'warning',
    says: `The option ${name} is for ${arch} only: this Xen says parameter "${name}" unknown! ${heard}, and goes on without it`,
    fix: 'Take it out.',
  }
}

function unreadable({ text, name, value }: Word, { form }: XenOption, { heard }: Target): Fault {
  const words = typeof form === 'object' && 'words' in form ? form.words : undefined
  const wanted = words?.join(', ') ?? (typeof form === 'object' ? undefined : formWords[form])
  // parse_vwfi takes all but one word for trap (xen/arch/arm/traps.c).
  const says =
    name === 'vwfi'
      ? `Xen takes ${text} for vwfi=trap, without a word`
      : `Xen cannot read ${text}: it says parameter "${name}" has invalid value "${value}" ${heard}, and takes no more of it than it understood`
  return {
    severity: 'warning',
    says,
    fix: wanted === undefined ? 'Correct it, or take it out.' : `Write ${wanted}, or take it out.`,
  }
}

const formWords = { flag: 'on or off', number: 'a number', size: 'a size such as 64K or 1M', text: 'it' } as const

/** xen/common/sched/Kconfig: default y in 4.14; since then in debug builds, and where CONFIG_SCHED_NULL was chosen. */
function nullScheduler({ release }: Target): Fault {
  const where =
    release === '4.14'
      ? 'With sched=null'
      : 'sched=null is in debug builds of Xen and where whoever built it chose CONFIG_SCHED_NULL (others say "Could not find scheduler: null" and take the default): with it'
  return {
    severity: 'warning',
    says: `${where} a virtual CPU without a CPU of its own never runs`,
    fix: 'Leave it out: the default scheduler runs any number of virtual CPUs.',
  }
}

function unknown({ text, name }: Word, { heard }: Target): Fault {
  const meant = nearest(name, xenOptionNames)
  return {
    severity: 'note',
    says: `No Xen on Arm that xenup knows has an option ${name}${meant === undefined ? '' : `; ${meant} is near it`}: Xen says parameter "${name}" unknown! ${heard}, and goes on without it`,
    fix:
      meant === undefined
        ? `Take ${text} out, unless this Xen was changed to know it.`
        : `Write ${meant}, or take it out.`,
  }
}
