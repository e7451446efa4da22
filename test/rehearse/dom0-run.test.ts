import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Dom0Run, dom0RunScript, type GuestRun, shellWord } from '../../src/rehearse/dom0-run.ts'

describe("a word in dom0's script", () => {
  it('reaches its command unchanged, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
          { minLength: 1 },
        ),
        (words) => {
          const said = execFileSync('sh', ['-c', `printf '%s\\0' ${words.map(shellWord).join(' ')}`], {
            encoding: 'utf8',
          })
          expect(said).toBe(words.map((word) => `${word}\0`).join(''))
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe("dom0's script, run by a real sh with an xl that only takes notes", () => {
  let dir: string
  const notes = (): string[] => readFileSync(join(dir, 'notes'), 'utf8').split('\n').slice(0, -1)

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'xenup-guest-run-'))
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))

  function play(
    xl: string,
    run: Partial<GuestRun> = {},
    bridge?: Dom0Run['bridge'],
  ): { status: number | null; out: string; err: string } {
    writeFileSync(join(dir, 'xl'), `#!/bin/sh\nfor word; do printf '%s\\n' "$word"; done >>"$NOTES"\n${xl}`)
    chmodSync(join(dir, 'xl'), 0o755)
    // Time passes faster here, except for what has to last.
    writeFileSync(
      join(dir, 'sleep'),
      '#!/bin/sh\ncase $1 in 1) exec /bin/sleep 0.05 ;; *) exec /bin/sleep "$1" ;; esac\n',
    )
    chmodSync(join(dir, 'sleep'), 0o755)
    const script = dom0RunScript({
      bridge,
      guest: {
        name: 'guest1',
        config: 'guests/guest1.cfg',
        places: [],
        waitSeconds: 0,
        proofs: ['xenup-guest: up'],
        ...run,
      },
    })
    const { status, stdout, stderr } = spawnSync('sh', [], {
      input: script,
      encoding: 'utf8',
      env: { PATH: `${dir}:${process.env['PATH']}`, NOTES: join(dir, 'notes'), TMPDIR: dir },
    })
    return { status, out: stdout, err: stderr }
  }

  it('creates the guest, shows each line of its console with a mark, lists the domains and ends', () => {
    const { status, out, err } = play(
      `
      case $1 in
        console) printf '%s\\n' 'Linux version 6.1 \\n $HOME'; echo 'xenup-guest: up host=g cpus=1 mem=5 cmdline=a=b' ;;
        list) echo 'guest1 1 256' ;;
      esac`,
      { waitSeconds: 5 },
    )
    expect([status, err]).toEqual([0, ''])
    expect(out.split('\n')).toEqual([
      'xenup-dom0: guest created',
      '[xl console] Linux version 6.1 \\n $HOME',
      '[xl console] xenup-guest: up host=g cpus=1 mem=5 cmdline=a=b',
      'guest1 1 256',
      '',
    ])
    expect(notes()).toEqual([
      'create',
      '/media/boot/guests/guest1.cfg',
      'console',
      'guest1',
      'list',
      'destroy',
      'guest1',
    ])
  })

  it("says xl's own first error when the guest cannot be created", () => {
    const { status, out } = play(
      'echo "Parsing config"; echo "libxl: error: no memory"; echo "libxl: error: more"; exit 3',
    )
    expect(status).toBe(1)
    expect(out).toContain('xenup-dom0: xl create failed with status 3: libxl: error: no memory\n')
    expect(out).not.toContain('guest created')
  })

  it('stops waiting for a guest that stays silent', () => {
    expect(play('[ "$1" != console ] || echo "Linux version 6.1"').out).toContain(
      'xenup-dom0: no sign of the guest within 0 s; its console ends with: ',
    )
  })

  it.each(['Image', 'my guests/Image of "web"', "it's/$HOME/`id`/a\\b", '-rf', 'a;b&c|d>e', '*'])(
    'puts the kernel at the path %s that the config gives',
    (path) => {
      const inDom0 = join(dir, 'srv', path)
      const { out } = play('', { places: [{ inDom0, source: '/media/boot/rehearse/guest-kernel' }] })
      expect(out).not.toContain('cannot be put')
      expect(readlinkSync(inDom0)).toBe('/media/boot/rehearse/guest-kernel')
    },
  )

  it('does not start a guest whose kernel would take the place of something else', () => {
    const { status, out } = play('', { places: [{ inDom0: join(dir, 'xl'), source: '/media/boot/Image' }] })
    expect(status).toBe(1)
    expect(out).toBe(`xenup-dom0: ${join(dir, 'xl')} cannot be put in its place\n`)
  })

  it('leaves a device alone that the config calls by its own name', () => {
    expect(play('', { places: [{ inDom0: '/dev/null', source: '/dev/null' }] }).out).not.toContain('cannot be put')
  })

  it('waits for every proof', () => {
    const xl = '[ "$1" != console ] || { echo one; sleep 0.2; echo two; }'
    expect(play(xl, { waitSeconds: 20, proofs: ['one', 'two'] }).out).not.toContain('no sign of the guest')
    expect(play(xl, { waitSeconds: 3, proofs: ['one', 'three'] }).out).toContain('no sign of the guest within 3 s')
  })

  it('makes the bridge first, under the names of the plan', () => {
    for (const name of ['ip', 'brctl', 'ping']) {
      writeFileSync(join(dir, name), `#!/bin/sh\necho "${name} $*" >>"$NOTES"\n`, { mode: 0o755 })
    }
    const { out } = play('', {}, { name: "br'0", interface: 'end0' })
    expect(out.split('\n')[0]).toBe("xenup-dom0: bridge br'0 on end0 reaches 10.0.2.2")
    expect(notes().slice(0, 8)).toEqual([
      "brctl addbr br'0",
      "ip address add 10.0.2.15/24 dev br'0",
      "ip link set dev br'0 up",
      'ip link set eth0 name end0',
      "brctl addif br'0 end0",
      'ip link set dev end0 up',
      'ping -c 1 -W 2 10.0.2.2',
      'create',
    ])
  })

  it('makes a bridge without an interface, where the plan names none', () => {
    for (const name of ['ip', 'brctl', 'ping']) {
      writeFileSync(join(dir, name), `#!/bin/sh\necho "${name} $*" >>"$NOTES"\n`, { mode: 0o755 })
    }
    play('', {}, { name: 'br7' })
    expect(notes().slice(0, 4)).toEqual([
      'brctl addbr br7',
      'ip address add 10.0.2.15/24 dev br7',
      'ip link set dev br7 up',
      'create',
    ])
  })

  it('says when the bridge could not be made', () => {
    for (const name of ['ip', 'ping']) writeFileSync(join(dir, name), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    expect(play('', {}, { name: 'xenbr0', interface: 'end0' }).out).toContain(
      'xenup-dom0: the bridge xenbr0 could not be made\n',
    )
  })
})
