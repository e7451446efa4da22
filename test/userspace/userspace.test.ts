/**
 * The real userspace: the scripts are run as written, and everything that is typed is what BRINGUP.md says, read from
 * it. A root file system takes a quarter of an hour and more under emulation, and is made once for a text of its script.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { Console, leave } from './console.ts'
import { commandsIn, expectedLines, section } from './handbook.ts'
import { mirror } from './mirror.ts'
import { type Suite, suites } from './suites.ts'

const program = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url))
const work = process.env['XENUP_USERSPACE'] ?? fileURLToPath(new URL('.work', import.meta.url))
const password = 'a password of the test'
// Wherever it stands: kernel and Xen print behind it when a guest comes or goes.
const dom0 = /root@dom0:~# /
const guest = /root@guest1:~# /

let machine: Console | undefined
afterEach(async () => machine?.end())

test.each(suites)('$says: dom0 with its bridge, and a guest that mounts its disk and reaches it', async (suite) => {
  const folder = generate(suite)
  const handbook = readFileSync(join(folder, 'BRINGUP.md'), 'utf8')
  const [build] = commandsIn(section(handbook, 'Build what is built'))
  const [stage, start] = commandsIn(section(handbook, 'Start the machine'))
  rmSync(join(folder, 'disk.img'), { force: true })
  for (const command of [...build!, ...stage!]) await shell(command, folder)

  machine = new Console(start!.join(' '), folder, join(work, `${suite.name}.log`))
  for (const line of expectedLines(handbook)) await machine.see(line, 600)
  await machine.see('dom0 login: ', 900)
  await machine.logIn(password, dom0)
  const address = await inDom0(machine, handbook)
  await theGuest(machine, handbook, address)
  await machine.type('poweroff\n')
  await machine.off(600)
})

/** What the handbook has typed in dom0; gives the address of the bridge. */
async function inDom0(at: Console, handbook: string): Promise<string> {
  const said: Record<string, string> = {}
  for (const command of commandsIn(section(handbook, 'In dom0')).at(-1)!) said[command] = await at.run(command, dom0)
  const of = (start: string) => Object.entries(said).find(([command]) => command.startsWith(start))![1]
  expect(of('systemctl is-system-running')).toMatch(/^running$/m)
  expect(of('xl info')).toMatch(/^xen_major\s*: 4$/m)
  expect(of('xl list')).toMatch(/^Domain-0\s+0 /m)
  expect(of('ip -br link')).toMatch(/^(eth|en)\w+\s+UP /m)
  const address = /\b(\d+\.\d+\.\d+\.\d+)\//.exec(of('ip -br addr'))?.[1]
  expect(address).toBeDefined()
  return address!
}

/** What the handbook has done with the guest, from its start to its end. */
async function theGuest(at: Console, handbook: string, address: string): Promise<void> {
  const text = section(handbook, 'The guest')
  const [[create, list, console] = [], down] = commandsIn(text)
  await at.run(create!, dom0)
  expect(await at.run(list!, dom0)).toMatch(/^guest1\s+\d+ /m)
  await at.type(`${console}\n`)
  await at.see('guest1 login: ', 900)
  await at.logIn(password, guest)
  expect(await at.run('findmnt -n -o SOURCE /', guest)).toMatch(/^\/dev\/xvda$/m)
  const [, show, ping] = /`(ip -br addr)` shows an address, [^`]*`(ping -c 3 )ADDRESS`/.exec(text)!
  let shown = ''
  for (let tries = 0; tries < 36 && !/^e\w+ +UP +\d/m.test(shown); tries++) {
    await setTimeout(tries === 0 ? 0 : 5000)
    shown = await at.run(show!, guest)
  }
  expect(shown).toMatch(/^e\w+ +UP +\d/m)
  expect(await at.run(`${ping}${address}`, guest)).toMatch(/ 0% packet loss/)
  await at.type(leave)
  await at.see(dom0, 60)
  let listed = ''
  for (const command of down!) listed = await at.run(command, dom0, 600)
  for (let tries = 0; tries < 24 && /^guest1\b|^\(null\)/m.test(listed); tries++) {
    await setTimeout(5000)
    listed = await at.run(down!.at(-1)!, dom0)
  }
  expect(listed).not.toMatch(/^guest1\b/m)
}

/** A folder with the artifacts of a suite. */
function generate({ name, answers }: Suite): string {
  const folder = join(work, name)
  mkdirSync(folder, { recursive: true })
  // Only what was built is kept from an earlier run.
  for (const name of ['xenup.answers.yaml', 'xenup-out']) rmSync(join(folder, name), { recursive: true, force: true })
  const words = Object.entries(answers).flatMap(([key, value]) => ['--set', `${key}=${value}`])
  execFileSync(process.execPath, [program, '--yes', '--save', ...words], { cwd: folder, stdio: 'inherit' })
  return join(folder, 'xenup-out')
}

/** Runs a command of the handbook on this machine, as its user would, without a terminal to ask at. */
async function shell(command: string, folder: string): Promise<void> {
  const from = mirror()
  const running = spawn('bash', ['-c', command], {
    cwd: folder,
    env: {
      ...process.env,
      XENUP_WORK: join(folder, '../xenup-build'),
      XENUP_ROOT_PASSWORD: password,
      ...(from !== undefined && { DEBIAN_MIRROR: from }),
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [status] = await once(running, 'close')
  expect(status, command).toBe(0)
}
