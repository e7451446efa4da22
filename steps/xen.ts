/** Which Xen, and what else to tell it. */
import { question, type Situation, type Step } from '../src/engine/step.ts'
import { debianNames } from '../src/model/arch.ts'
import { debian, debianName, suiteFor } from '../src/model/debian.ts'
import { earlyUart } from '../src/model/early-printk.ts'
import { usersOfIts } from '../src/model/its.ts'
import { nearbyXen } from '../src/model/nearby.ts'
import { onlyUserKnows } from '../src/model/own-file.ts'
import { losesMovedInterrupts, pinOption } from '../src/model/qemu-gic.ts'
import { compareReleases, newestRelease, releases, type XenRelease } from '../src/model/xen-release.ts'

export const xen: Step = {
  id: 'xen',
  title: 'Xen itself',
  after: ['dtb'],
  questions: [
    question({
      key: 'xen.source',
      title: 'Where does Xen come from?',
      suggest: suggestSource,
      offers: () => [
        { value: 'distribution', label: 'a package of the distribution, or a binary that you have' },
        { value: 'build', label: 'built from source with build/xen.sh' },
      ],
    }),
    question({
      key: 'xen.file',
      title: 'Which Xen binary will boot? (a file here, or none)',
      suggest: ({ nearby, arch, answers }) =>
        nearbyXen(nearby, arch) ?? {
          value: 'none',
          because: 'it is not needed for planning; without it, room is left for any Xen',
          restsOn: onlyUserKnows(answers, 'xen.source'),
        },
    }),
    question({
      key: 'xen.version',
      title: 'Which Xen release is it?',
      suggest: suggestVersion,
      offers: () => releases.map((value) => ({ value, label: releaseWords[value] })),
    }),
    question({
      key: 'xen.early-printk',
      title: 'Is Xen to speak before its console works?',
      when: ({ answers }) => answers['xen.source'] === 'build',
      suggest: () => ({
        value: 'no',
        because: 'such a Xen boots with this one UART only; it is for a board that stays silent',
        restsOn: 'custom',
      }),
      offers: ({ facts, arch }) => [
        { value: 'no', label: 'an ordinary build' },
        {
          value: 'yes',
          label: 'with early printk for the UART of this board',
          ...(!earlyUart(facts, arch) && {
            disabled: 'no UART of the device tree that Xen has early printk for is known; give dtb.file',
          }),
        },
      ],
      refuse: (value, { facts, arch }) =>
        value === 'yes' && !earlyUart(facts, arch)
          ? 'Early printk is built for one UART at one address, and the device tree names none that Xen has it for: answer no, or give another tree (dtb.file).'
          : undefined,
    }),
    question({
      key: 'xen.its',
      title: 'Is Xen to be built with message interrupts for dom0 (ITS)?',
      when: ({ answers, facts }) => answers['xen.source'] === 'build' && usersOfIts(facts).length > 0,
      suggest: ({ facts }) => {
        const without = usersOfIts(facts).find(({ hasLines }) => !hasLines)
        return without
          ? {
              value: 'yes',
              because: `${without.path} has no other interrupts, and dom0 could not use what is behind it`,
            }
          : {
              value: 'no',
              because: 'the devices here have interrupt lines as well, and support for an ITS is experimental in Xen',
            }
      },
      offers: () => [
        { value: 'yes', label: 'with the driver for the ITS, which Xen calls experimental' },
        { value: 'no', label: 'as Xen is built by default: dom0 sees no ITS' },
      ],
    }),
    question({
      key: 'xen.options',
      title: 'Further options on the command line of Xen?',
      suggest({ answers, facts }) {
        const value = 'loglvl=all guest_loglvl=all noreboot'
        const because = 'while a board is brought up, Xen should say all it can and stay on screen when it stops'
        return losesMovedInterrupts(answers['goal.target'], facts.gic)
          ? {
              value: `${value} ${pinOption}`,
              because: `${because}, and QEMU before 9.1 loses interrupts of a dom0 that moves from one CPU to another`,
            }
          : { value, because, restsOn: 'custom' }
      },
    }),
  ],
  tasks: [
    {
      id: 'make',
      title: 'Build Xen',
      where: 'host',
      when: ({ answers }) => answers['xen.source'] === 'build',
      commands: () => ['bash build/xen.sh'],
      expects: () => [{ line: 'xenup: Xen is built', proves: 'the binary lies where the script says' }],
    },
    {
      id: 'take',
      title: 'Take Xen from a package of Debian',
      where: 'host',
      when: ({ answers }) => answers['xen.source'] !== 'build' && (answers['xen.file'] ?? 'none') === 'none',
      commands({ answers, arch }) {
        const release = answers['xen.version']
        if (release === undefined) return []
        const name = `xen-hypervisor-${release}-${debianNames[arch]}`
        return [
          `sudo dpkg --add-architecture ${debianNames[arch]} && sudo apt-get update`,
          `apt-get download ${name}:${debianNames[arch]}`,
          `dpkg -x ${name}_*.deb xen-package`,
          'ls xen-package/boot',
        ]
      },
    },
  ],
}

/** The Xen of the newest Debian that has one. */
const packaged = (arch: Situation['arch']): XenRelease => debian[suiteFor(arch)].xen[arch]!

/** The least Xen that will do, by the board's page or by the UART of the console, whichever is newer. */
function leastXen({ board, facts }: Situation): { readonly since: XenRelease; readonly because: string } | undefined {
  const needed = board?.needs.xen
  const uart = facts.uarts?.value.find(({ path, usable }) => usable && path === facts.stdout?.value.path)
  const ofUart = releases.find((release) => release === uart?.since)
  if (uart && ofUart && (!needed || compareReleases(ofUart, needed.since) > 0))
    return { since: ofUart, because: `Xen drives the console's UART ${uart.path} (${uart.driver}) since ${ofUart}` }
  return needed && { since: needed.since, because: `${board.name} needs it: ${needed.says}` }
}

/** A package, unless the board needs what packages lack. */
function suggestSource(situation: Situation) {
  const { board, arch } = situation
  const { xenConfig } = board?.needs ?? {}
  const needed = leastXen(situation)
  if (xenConfig)
    return {
      value: 'build' as const,
      because: `packages of Xen are built without ${xenConfig.options.join(' and ')}, which ${board!.name} needs`,
    }
  if (needed && compareReleases(needed.since, packaged(arch)) > 0)
    return {
      value: 'build' as const,
      because: `no release of Debian packages Xen ${needed.since}, and ${needed.because}`,
    }
  return {
    value: 'distribution' as const,
    because: 'a package is built, tested and fits its tools; a build can follow',
    restsOn: 'custom' as const,
  }
}

function suggestVersion(situation: Situation) {
  const { files, answers, arch } = situation
  const read = files['xen.file']?.facts['xen.version']
  if (read) {
    const value = releases.findLast((release) => compareReleases(release, read.value) <= 0) ?? releases[0]
    const source = `${read.evidence.file} says ${value === read.value ? 'so' : read.value} in ${read.evidence.at}`
    return {
      value,
      because: value === read.value ? source : `${source}, and this is the nearest release that xenup knows`,
    }
  }
  const isBuilt = answers['xen.source'] === 'build'
  const usual = isBuilt ? newestRelease : packaged(arch)
  const needed = leastXen(situation)
  if (needed && compareReleases(needed.since, usual) > 0) return { value: needed.since, because: needed.because }
  if (isBuilt) return { value: usual, because: 'it is the newest stable release, and what is built can be the newest' }
  const suite = suiteFor(arch)
  const { keptUntil } = debian[suite]
  return {
    value: usual,
    because:
      arch === 'arm32'
        ? `${debianName(suite)} packages it, the last Debian with Xen for 32 bits`
        : `${debianName(suite)} packages it and is kept until ${keptUntil}; Debian 12, which has 4.17, was kept until ${debian.bookworm.keptUntil}`,
  }
}

const releaseWords: Readonly<Record<XenRelease, string>> = {
  '4.14': 'Debian 11',
  '4.15': 'released 2021',
  '4.16': 'released 2021',
  '4.17': 'Debian 12',
  '4.18': 'first to refuse overlapping modules',
  '4.19': 'i.MX8 and K3 consoles',
  '4.20': 'Debian 13',
  '4.21': 'released 2025',
  '4.22': 'newest stable',
  '4.23': 'in development: what master is today (unstable)',
}
