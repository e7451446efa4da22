/** At the serial console: power on, compare, start the guest; and what to do when it stays silent. */
import { expected } from '../src/console/signposts.ts'
import type { Step } from '../src/engine/step.ts'
import { commandsToRun, loadSource } from '../src/model/boot-medium.ts'
import { methodOf } from '../src/model/boot-methods/index.ts'
import { buildsTools, toolsFolder } from '../src/model/debian.ts'
import { hex } from '../src/model/quantity.ts'

export const bringUp: Step = {
  id: 'bring-up',
  title: 'At the serial console',
  after: ['review'],
  questions: [],
  tasks: [
    {
      id: 'power-on',
      title: 'Boot Xen, and compare the console with the checklist in BRINGUP.md',
      where: 'u-boot',
      when: ({ answers }) => methodOf(answers)?.bootScript !== undefined,
      commands({ answers }) {
        const script = methodOf(answers)?.bootScript
        const address = answers['boot-media.script-address']
        const source = loadSource(answers['boot-media.device'], answers['boot-media.partition'])
        return script === undefined || address === undefined || source === undefined
          ? []
          : commandsToRun(script, source, address)
      },
      expects: ({ answers }) => [
        expected({ signpost: 'loaded' }),
        expected({ signpost: 'xen-version', is: answers['xen.version'] }),
        expected({ signpost: 'xen-support', is: answers['xen.version'] }),
      ],
    },
    {
      id: 'silent',
      title: 'When nothing comes after Starting kernel ...',
      where: 'u-boot',
      when: ({ answers }) => methodOf(answers)?.bootScript !== undefined,
      // A planned address stands in BRINGUP.md; a reset has lost what U-Boot knew of the tree.
      commands({ answers }) {
        const tree = answers['boot-media.dtb-address']
        return [...(tree === undefined ? [] : [`fdt addr ${hex(tree)}`, 'fdt print /chosen']), 'bdinfo']
      },
    },
    {
      id: 'guest',
      title: 'Start the guest',
      where: 'dom0',
      when: ({ answers }) => answers['goal.reach'] === 'guest',
      commands({ answers }) {
        const name = answers['guest.name']
        return name === undefined ? [] : [`xl create /etc/xen/${name}.cfg`, 'xl list', `xl console ${name}`]
      },
      expects: ({ answers }) => {
        const name = answers['guest.name']
        return name === undefined ? [] : [expected({ signpost: 'guest-listed', is: name })]
      },
    },
    {
      id: 'xenctx',
      title: 'When the guest runs and says nothing',
      where: 'dom0',
      when: ({ answers }) => answers['goal.reach'] === 'guest',
      commands({ answers, arch }) {
        const { 'xen.version': release, 'guest.name': name } = answers
        if (release === undefined || name === undefined) return []
        const { 'xen.source': source, 'dom0-userspace.system': system, 'dom0-userspace.suite': suite } = answers
        const built = buildsTools({ arch, source, system, suite, release })
        return [`${toolsFolder(release, { built })}/xenctx $(xl domid ${name})`]
      },
    },
  ],
}
