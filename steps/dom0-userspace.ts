/** What dom0 runs: its root file system with xl and the daemons, its console and its bridge. */
import { question, type Situation, type Step } from '../src/engine/step.ts'
import { userspaceProof } from '../src/model/boot-evidence.ts'
import { debian, debianName, isSuiteSince, suiteFor, suiteWith } from '../src/model/debian.ts'
import { labelledRoot } from '../src/model/labelled-root.ts'
import { usualRoot } from '../src/model/usual-root.ts'

export const dom0Userspace: Step = {
  id: 'dom0-userspace',
  title: 'The userspace of dom0',
  after: ['native', 'xen'],
  questions: [
    question({
      key: 'dom0-userspace.system',
      title: 'What does dom0 run?',
      suggest: ({ answers }) =>
        answers['goal.target'] === 'qemu'
          ? {
              value: 'initramfs',
              because: 'a rehearsal brings its own tools in the initramfs, and nothing is installed',
            }
          : {
              value: 'debian',
              because: 'Debian packages Xen and its tools for both Arm architectures',
              restsOn: 'custom',
            },
      offers: () => [
        { value: 'debian', label: 'Debian on the root device, made by build/dom0-rootfs.sh' },
        { value: 'initramfs', label: 'an initramfs with everything in it' },
        { value: 'own', label: 'a system that is there already' },
      ],
    }),
    question({
      key: 'dom0-userspace.suite',
      title: 'Which Debian?',
      when: ({ answers }) => answers['dom0-userspace.system'] === 'debian',
      suggest: suggestSuite,
      offers: ({ arch, answers }) => [
        { value: 'bookworm', label: `Debian 12, with Xen ${debian.bookworm.xen[arch]}` },
        {
          value: 'trixie',
          label: `Debian 13, ${debian.trixie.xen[arch] ? `with Xen ${debian.trixie.xen[arch]}` : 'without Xen'}`,
          ...(arch === 'arm32' &&
            answers['xen.source'] !== 'build' && {
              disabled: 'it has no Xen for 32 bits; take Debian 12, or change xen.source to build',
            }),
        },
      ],
    }),
    question({
      key: 'dom0-userspace.root',
      title: 'Which device holds its root file system?',
      when: ({ answers }) => answers['dom0-userspace.system'] !== 'initramfs',
      suggest: suggestRoot,
    }),
    question({
      key: 'dom0-userspace.bridge',
      title: 'Does dom0 bridge its guests to the network?',
      when: ({ answers }) => answers['goal.reach'] === 'guest',
      suggest: ({ answers }) =>
        answers['goal.target'] === 'qemu'
          ? { value: 'no', because: 'a first guest needs no network', restsOn: 'custom' }
          : {
              value: 'yes',
              because: 'guests then get addresses from the same network as the board',
              restsOn: 'custom',
            },
      offers: () => [
        { value: 'yes', label: 'a bridge xenbr0 with the interface of the board in it' },
        { value: 'no', label: 'guests without network, or a set-up of your own' },
      ],
    }),
    question({
      key: 'dom0-userspace.interface',
      title: 'Which network interface does the bridge get?',
      when: ({ answers }) => answers['dom0-userspace.bridge'] === 'yes',
      suggest: ({ facts }) =>
        facts['ethernet.alias']
          ? {
              value: 'end0',
              because: `the device tree calls ${facts['ethernet.alias'].value} its ethernet0, and Debian 12 and newer call that end0`,
            }
          : {
              value: 'eth0',
              because:
                'the first wired interface is called so where the device tree has no alias for it and it is not on PCI',
              restsOn: 'guess',
            },
    }),
    question({
      key: 'dom0-userspace.done',
      title: 'Is the userspace of dom0 ready?',
      suggest: ({ answers }) =>
        answers['dom0-userspace.system'] === 'initramfs'
          ? { value: 'done', because: 'the initramfs has it, and nothing has to be installed' }
          : { value: 'not-yet', because: 'nobody has said so yet; everything else can be prepared all the same' },
      offers: () => [
        { value: 'not-yet', label: 'go on; the checklist keeps it open' },
        { value: 'done', label: 'it is installed, with xl and the daemons' },
      ],
    }),
  ],
  tasks: [
    {
      id: 'make',
      title: 'Make the root file system',
      where: 'host',
      when: ({ answers }) => answers['dom0-userspace.system'] === 'debian',
      commands: () => ['bash build/dom0-rootfs.sh'],
      expects: () => [
        {
          line: 'xenup: the root file system of dom0 is made',
          proves: 'a tree or an archive lies where the script says',
        },
      ],
    },
    {
      id: 'settle',
      title: 'Install the tools of Xen in dom0, and let it greet on hvc0',
      where: 'dom0',
      when: ({ answers }) => answers['dom0-userspace.system'] === 'own',
      commands: ({ arch }) => [
        `apt-get install xen-system-${arch === 'arm64' ? 'arm64' : 'armhf'}`,
        'systemctl enable serial-getty@hvc0.service',
        'xl list',
      ],
      expects: () => [{ line: 'Domain-0', proves: 'xl reaches Xen, so tools, daemons and kernel fit' }],
    },
  ],
  gate: 'dom0-userspace.done',
  proof: userspaceProof,
}

/** The root file system that is made, that of the native boot, or the usual place on the medium. */
function suggestRoot({ answers, board }: Situation) {
  const native = answers['native.root'] ?? 'none'
  if (native !== 'none' && native !== labelledRoot)
    return { value: native, because: `${native} is the root without Xen, too` }
  if (answers['dom0-userspace.system'] === 'debian')
    return { value: labelledRoot, because: 'stage.sh gives the file system of dom0 that label' }
  return usualRoot(answers, board)
}

/** Tools and hypervisor must be of one release: xl refuses another (tools/libs/ctrl, XEN_SYSCTL_INTERFACE_VERSION). */
function suggestSuite({ answers, arch, board }: Situation) {
  const release = answers['xen.version'] ?? debian[suiteFor(arch)].xen[arch]!
  const needed = board?.needs.debian
  const suite = suiteWith(release, arch)
  if (needed && suite && !isSuiteSince(suite, needed.since))
    return { value: needed.since, because: `${board.name} needs it: ${needed.says}` }
  if (suite) return { value: suite, because: `its tools are of Xen ${release}, like the hypervisor` }
  // Where the tools are built in any case, the Debian that is kept longest will do.
  const value = answers['xen.source'] === 'build' ? 'trixie' : suiteFor(arch)
  const others = `no release of Debian has the tools of Xen ${release}${arch === 'arm32' ? ' for 32 bits' : ''}; they have to be built, or another Xen taken`
  return {
    value,
    because:
      value === 'trixie' ? `${others}, and ${debianName(value)} is kept until ${debian[value].keptUntil}` : others,
  }
}
