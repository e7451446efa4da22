/** A boot method that xenup does not have, from its row to its files: what adding one takes. */
import { describe, expect, test } from 'vitest'
import { compileTemplates } from '../../src/artifacts/compile.ts'
import { render } from '../../src/artifacts/render.ts'
import type { Answers } from '../../src/model/answers.ts'
import type { BootMethod } from '../../src/model/boot-method.ts'
import { bootMethods } from '../../src/model/boot-methods/index.ts'
import { decide } from '../../src/plan/decide.ts'
import { plan } from '../../src/plan/index.ts'
import { templateSources } from '../../src/project/template-sources.ts'
import { asText, testVersion } from '../artifacts/fixtures.ts'
import { answersOf, houseAnswers, houseInput } from './fixtures.ts'

/** GRUB as the EFI program that loads Xen and names its modules (xen.git docs/misc/efi.pandoc). */
const grub: BootMethod = {
  id: 'grub',
  loader: 'uefi',
  label: 'GRUB loads Xen and its modules',
  because: 'distributions start so',
  places: 'firmware',
  asks: [],
  writes: [{ template: 'boot/grub.cfg', page: 'grub' }],
  also: [],
  stages: [
    {
      what: 'grub.cfg',
      name: 'grub/grub.cfg',
      from: 'boot/grub.cfg',
      at: 'the name that GRUB looks for',
      is: "GRUB's menu",
    },
  ],
  expects: ['efi'],
  example: 'grub.cfg',
  commandLines: {
    xen: { name: 'xen_hypervisor', file: 'boot/grub.cfg' },
    dom0: { name: 'xen_module', file: 'boot/grub.cfg' },
  },
}

/** Xen's EFI program, started by U-Boot's bootefi from a script. */
const bootefi: BootMethod = {
  ...grub,
  id: 'bootefi',
  loader: 'u-boot',
  label: 'U-Boot starts Xen as an EFI program',
  asks: ['boot-media.partition', 'boot-media.script-address'],
  writes: [{ template: 'boot/bootefi.cmd', page: 'bootefi', image: 'xenup bootefi' }],
  stages: [
    {
      what: 'boot script',
      name: 'boot.scr',
      from: 'boot/bootefi.scr',
      at: 'the name that U-Boot looks for',
      is: 'the script',
    },
  ],
  bootScript: 'boot.scr',
  example: 'bootefi.cmd',
}

const templates = compileTemplates(
  new Map([
    ...templateSources(),
    [
      'boot/grub.cfg',
      'xen_hypervisor /{{shell xenLoad.file}} {{xenCfgOptions xen.cmdline "it"}}\nxen_module /{{shell kernelLoad.file}} {{xenCfgOptions dom0.cmdline "it"}}\n',
    ],
    ['_partials/start/grub', 'Choose Xen in the menu of GRUB.\n'],
    [
      'boot/bootefi.cmd',
      '{{medium.prepare}}\n{{medium.load}} ${kernel_addr_r} {{loadPath xenLoad.file}}\nbootefi ${kernel_addr_r}\n',
    ],
    ['_partials/start/bootefi', 'Power on: U-Boot runs boot.scr at {{hex scriptAddress}}.\n'],
  ]),
)

function filesOf(method: BootMethod, changes: object = {}): Readonly<Record<string, string>> {
  const answers = {
    ...answersOf({ ...houseAnswers, 'goal.target': 'hardware', 'firmware.loader': method.loader, 'board.id': 'other' }),
    'boot-media.method': method.id,
    ...changes,
  } as Answers
  const decided = decide(answers, 'arm64', [...bootMethods, method])
  if (!decided.ok) throw new Error(decided.refusals.map(({ says }) => says).join('; '))
  const planned = plan({ ...houseInput(), decided: decided.value })
  if (!planned.ok) throw new Error(planned.refusals.map(({ says }) => says).join('; '))
  const verdicts = { findings: [], passed: [], notChecked: [] }
  return asText(render(planned.plan, { version: testVersion, verdicts, localFiles: {} }, templates))
}
const inBoot = (files: object): readonly string[] => Object.keys(files).filter((path) => path.startsWith('boot/'))

describe('GRUB, as a row, a template and a piece of the handbook', () => {
  const files = filesOf(grub)

  test('writes its file, and none of another method', () => {
    expect(inBoot(files)).toEqual(['boot/grub.cfg'])
    expect(files['boot/grub.cfg']).toMatch(/^xen_hypervisor \/xen console=dtuart .*\nxen_module \/Image console=hvc0 /)
  })

  test('is staged, and told of in the handbook', () => {
    expect(files['stage.sh']).toContain('  file grub-cfg grub/grub.cfg boot/grub.cfg "$here/boot/grub.cfg"\n')
    const handbook = files['BRINGUP.md']!
    expect(handbook).toContain("| `boot/grub.cfg` | `grub/grub.cfg` | GRUB's menu |")
    expect(handbook).toContain('Choose Xen in the menu of GRUB.')
    expect(handbook).toContain('Xen (`xen_hypervisor` in `boot/grub.cfg`):')
    expect(handbook).toContain('`xenup explain grub.cfg:12`')
    expect(handbook).toContain('EFI loader')
    expect(handbook).not.toMatch(/boot\.scr|xen\.cfg|memory map/)
  })

  test('and xen.cfg are then two methods of UEFI, between which boot-media.method chooses', () => {
    const answers = answersOf({
      ...houseAnswers,
      'goal.target': 'hardware',
      'firmware.loader': 'uefi',
      'boot-media.method': undefined,
    })
    expect(decide(answers, 'arm64', [...bootMethods, grub])).toMatchObject({
      ok: false,
      refusals: [{ at: 'answer boot-media.method' }],
    })
    const chosen = decide({ ...answers, 'boot-media.method': 'xen-cfg' }, 'arm64', [...bootMethods, grub])
    expect(chosen.ok && chosen.value.boot.method.id).toBe('xen-cfg')
  })
})

describe('bootefi, with a firmware program under U-Boot', () => {
  const files = filesOf(bootefi)

  test('has the script and its image, with the words of U-Boot for the medium', () => {
    expect(inBoot(files)).toEqual(['boot/bootefi.cmd', 'boot/bootefi.scr'])
    expect(files['boot/bootefi.cmd']).toBe(
      'virtio scan\nload virtio 0:1 ${kernel_addr_r} xen\nbootefi ${kernel_addr_r}\n',
    )
    expect(files['boot/bootefi.scr']).toContain('xenup bootefi')
  })

  test('is staged as the script that U-Boot looks for, and run from its address', () => {
    expect(files['stage.sh']).toContain('  file boot-script boot.scr boot/bootefi.scr "$here/boot/bootefi.scr"\n')
    expect(files['BRINGUP.md']).toContain('U-Boot runs boot.scr at 0x40200000.')
    expect(files['BRINGUP.md']).toContain('the partition that U-Boot calls `0:1`')
  })
})
