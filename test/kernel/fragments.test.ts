/** The kernel fragments, merged by Linux's own script: what they ask for is in the configuration that comes out. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { configFaults } from '../../src/checks/kernel-config.ts'
import { parseFile } from '../../src/learn/file.ts'
import { rendered } from '../artifacts/fixtures.ts'
import { haveKconfig, linux } from './kconfig.ts'

const cases = (['arm64', 'arm32'] as const).flatMap((arch) =>
  (['dom0', 'guest'] as const).map((domain) => ({ arch, domain })),
)

describe.skipIf(!haveKconfig).concurrent.each(cases)('the fragment for $domain on $arch', ({ arch, domain }) => {
  const merged = merge(arch, domain)

  test('is taken by merge_config.sh, which misses nothing of it', async () => {
    const { asked, log } = await merged
    const refused = [...log.matchAll(/^Value requested for (\S+) not in final \.config/gm)].map(([, symbol]) => symbol!)
    expect(asked.length).toBeGreaterThan(8)
    expect(
      asked.filter((line) => refused.some((symbol) => line.includes(`${symbol}=`) || line.includes(`${symbol} `))),
    ).toEqual([])
  })

  test('is in the configuration line by line', async () => {
    const { asked, config } = await merged
    const lines = new Set(config.split('\n'))
    expect(asked.filter((line) => !lines.has(line))).toEqual([])
  })

  test('makes a configuration in which xenup finds nothing amiss', async () => {
    const { config } = await merged
    const learnt = parseFile(Buffer.from(config), '.config')
    expect(learnt.facts['config.arch']?.value).toBe(arch)
    expect(configFaults({ learnt, domain, arch, hasInitramfs: false, wantedWhere: {} })).toEqual([])
  })
})

/** A fragment on top of the default configuration that it names: its lines, the result and what the script said. */
async function merge(
  arch: 'arm64' | 'arm32',
  domain: 'dom0' | 'guest',
): Promise<{ readonly asked: readonly string[]; readonly config: string; readonly log: string }> {
  const out = mkdtempSync(join(tmpdir(), 'xenup-kconfig-'))
  try {
    const fragment = rendered({ 'goal.arch': arch })[`kernel/${domain}.config`]!
    writeFileSync(join(out, 'fragment'), fragment)
    const [folder, defconfig] = arch === 'arm64' ? ['arm64', 'defconfig'] : ['arm', 'multi_v7_defconfig']
    const { stdout, stderr } = await promisify(execFile)(
      'scripts/kconfig/merge_config.sh',
      ['-O', out, `arch/${folder}/configs/${defconfig}`, join(out, 'fragment')],
      {
        cwd: linux,
        env: { ...process.env, ARCH: folder, LC_ALL: 'C' },
        maxBuffer: 1 << 26,
      },
    )
    return {
      asked: fragment.split('\n').filter((line) => /^(# )?CONFIG_/.test(line)),
      config: readFileSync(join(out, '.config'), 'utf8'),
      log: stdout + stderr,
    }
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}
