/** Other ways to the same boot: the merged device tree, ImageBuilder, files over the network. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { boot, type Instead, type Made, machineOf, missingLines } from './boot.ts'

const dom0Only = { 'goal.reach': 'dom0' }

test("the tree that fdtoverlay merges, with the handbook's own commands, boots as the script does", async () => {
  const booted = await boot({
    name: 'arm64-overlay',
    machine: machineOf('arm64'),
    answers: { ...dom0Only, 'boot-media.method': 'overlay' },
    instead(made): Instead {
      copyFileSync(made.answers['dtb.file']!, join(made.folder, 'board.dtb'))
      run(blockOf(made, 'fdtoverlay -i'), made.folder)
      const name = made.plan.loads.find(({ role }) => role === 'dtb')!.file!
      return {
        script: typed(blockOf(made, '=> booti')),
        files: [{ path: name, source: { file: join(made.folder, 'board-xen.dtb') } }],
      }
    },
  })
  expect(booted.verdict).toMatchObject({ ok: true, reached: 'dom0-up', dom0: { cpus: booted.plan.dom0.vcpus } })
  expect(booted.log).not.toContain('xenup: booting Xen')
  expect(missingLines(booted)).toEqual([])
})

test('files from a TFTP server boot as files from a disk do', async () => {
  const booted = await boot({
    name: 'arm32-tftp',
    machine: machineOf('arm32'),
    answers: { ...dom0Only, 'boot-media.device': 'tftp' },
  })
  expect(booted.verdict).toMatchObject({ ok: true, reached: 'dom0-up', dom0: { cpus: booted.plan.dom0.vcpus } })
  expect(booted.log).toContain('TFTP from server')
  expect(missingLines(booted)).toEqual([])
})

const imageBuilder = process.env['IMAGEBUILDER']
if (imageBuilder === undefined) {
  console.warn(
    'SKIPPED: what ImageBuilder makes from boot/imagebuilder.cfg. Set IMAGEBUILDER to a checkout of https://gitlab.com/xen-project/imagebuilder',
  )
}

test.skipIf(imageBuilder === undefined)(
  "the script that ImageBuilder makes, with the handbook's own commands, boots as ours does",
  async () => {
    if (!existsSync(join(imageBuilder!, 'scripts/uboot-script-gen')))
      throw new Error(`IMAGEBUILDER=${imageBuilder} holds no scripts/uboot-script-gen`)
    const booted = await boot({
      name: 'arm64-imagebuilder',
      machine: machineOf('arm64'),
      answers: { ...dom0Only, 'boot-media.method': 'imagebuilder' },
      instead(made): Instead {
        const medium = join(made.folder, 'medium')
        mkdirSync(medium)
        symlinkSync(imageBuilder!, join(made.folder, 'imagebuilder'))
        run(blockOf(made, 'uboot-script-gen').replaceAll('FOLDER', 'medium'), made.folder)
        return { script: readFileSync(join(medium, 'boot.scr')) }
      },
    })
    expect(booted.verdict).toMatchObject({ ok: true, reached: 'dom0-up', dom0: { cpus: booted.plan.dom0.vcpus } })
    expect(missingLines(booted)).toEqual([])
  },
)

/** The block of code in the handbook that has this in it. */
function blockOf({ folder }: Made, piece: string): string {
  const blocks = [...readFileSync(join(folder, 'BRINGUP.md'), 'utf8').matchAll(/^```\w+\n([^]*?)^```$/gm)].map(
    ([, code]) => code!,
  )
  const found = blocks.filter((code) => code.includes(piece))
  expect(found).toHaveLength(1)
  return found[0]!
}

/** What is to be typed at U-Boot's prompt, as a script. */
const typed = (block: string): string => block.replaceAll(/^=> /gm, '')

const run = (script: string, cwd: string): Buffer =>
  execFileSync('bash', ['-euc', script], { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
