/** At the serial console: power on, compare, start the guest; and what to do when it stays silent. */
import type { Step } from '../src/engine/step.ts'
import { loadCommand } from '../src/model/boot-medium.ts'
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
      when: ({ answers }) => answers['firmware.loader'] !== 'uefi',
      commands({ answers }) {
        const address = answers['boot-media.script-address']
        const device = answers['boot-media.device']
        return address === undefined || device === undefined
          ? []
          : [
              `${loadCommand(device, answers['boot-media.partition'] ?? '')} ${hex(address)} boot.scr`,
              `source ${hex(address)}`,
            ]
      },
      expects: ({ answers }) => [
        { line: 'xenup: all files are loaded and described', proves: 'the script found everything' },
        {
          line: `Xen version ${answers['xen.version'] ?? ''}`.trim(),
          proves: 'Xen runs, entered at EL2 or HYP, and its console works',
        },
        { line: 'support found', proves: 'Linux runs as dom0' },
      ],
    },
    {
      id: 'silent',
      title: 'When nothing comes after Starting kernel ...',
      where: 'u-boot',
      when: ({ answers }) => answers['firmware.loader'] !== 'uefi',
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
        const name = answers['guest.name'] ?? 'guest1'
        return [`xl create ${name}.cfg`, 'xl list', `xl console ${name}`]
      },
      expects: ({ answers }) => [{ line: answers['guest.name'] ?? 'guest1', proves: 'xl list shows the guest' }],
    },
    {
      id: 'xenctx',
      title: 'When the guest runs and says nothing',
      where: 'dom0',
      when: ({ answers }) => answers['goal.reach'] === 'guest',
      commands: ({ answers }) => [
        `/usr/lib/xen-${answers['xen.version'] ?? '4.17'}/bin/xenctx $(xl domid ${answers['guest.name'] ?? 'guest1'})`,
      ],
    },
  ],
}
