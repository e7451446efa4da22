/** Which Xen, and what else to tell it. */
import { question, type Step } from '../src/engine/step.ts'
import { debianNames } from '../src/model/arch.ts'
import { earlyUart } from '../src/model/early-printk.ts'
import { usersOfIts } from '../src/model/its.ts'
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
      suggest: () => ({
        value: 'distribution',
        because: 'a package is built, tested and fits its tools; a build can follow',
      }),
      offers: () => [
        { value: 'distribution', label: 'a package of the distribution, or a binary that you have' },
        { value: 'build', label: 'built from source with build/xen.sh' },
      ],
    }),
    question({
      key: 'xen.file',
      title: 'Which Xen binary will boot? (a file here, or none)',
      suggest: () => ({
        value: 'none',
        because: 'it is not needed for planning; without it, room is left for any Xen',
      }),
    }),
    question({
      key: 'xen.version',
      title: 'Which Xen release is it?',
      suggest({ files, answers }) {
        const read = files['xen.file']?.facts['xen.version']
        if (read) {
          const value = releases.findLast((release) => compareReleases(release, read.value) <= 0) ?? releases[0]
          const source = `${read.evidence.file} says ${value === read.value ? 'so' : read.value} in ${read.evidence.at}`
          return {
            value,
            because: value === read.value ? source : `${source}, and this is the nearest release that xenup knows`,
          }
        }
        if (answers['xen.source'] === 'build')
          return {
            value: newestRelease,
            because: 'it is the newest stable release, and what is built can be the newest',
          }
        return { value: '4.17', because: 'Debian 12 packages it, and what works with it works with newer ones' }
      },
      offers: () => releases.map((value) => ({ value, label: releaseWords[value] })),
    }),
    question({
      key: 'xen.early-printk',
      title: 'Is Xen to speak before its console works?',
      when: ({ answers }) => answers['xen.source'] === 'build',
      suggest: () => ({
        value: 'no',
        because: 'such a Xen boots with this one UART only; it is for a board that stays silent',
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
          : { value, because }
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

const releaseWords: Readonly<Record<XenRelease, string>> = {
  '4.14': 'Debian 11',
  '4.16': 'released 2021',
  '4.17': 'Debian 12',
  '4.18': 'first to refuse overlapping modules',
  '4.19': 'i.MX8 and K3 consoles',
  '4.20': 'Debian 13',
  '4.21': 'released 2025',
  '4.22': 'newest stable',
}
