/** `xenup boards`, as somebody asks it who has a board in hand. */
import { describe, expect, test } from 'vitest'
import { boardPages } from '../../src/content/board-page.ts'
import { library } from '../../src/project/open.ts'
import { inside } from './inside.ts'

const ids = boardPages(library()).map(({ id }) => id)
const boards = (...words: string[]) => inside('/', 'boards', ...words)

describe('xenup boards', () => {
  test('lists every board once, under how well it is proven', async () => {
    const { status, out } = await boards()
    expect(status).toBe(0)
    const listed = [...out.matchAll(/^ {2}([a-z0-9-]+) +(?:arm64|arm32) /gm)].map((match) => match[1])
    expect(listed.toSorted()).toEqual(ids.toSorted())
    expect(out).toMatch(/^upstream-ci: Xen's own tests run on it\n/)
    expect(out.indexOf('\nplausible: ')).toBeLessThan(out.indexOf('\nnot-viable: '))
    for (const line of out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
  })

  test('finds some by words: all of them must fit', async () => {
    expect((await boards('allwinner')).out).toMatch(/cubietruck[\s\S]*pine64/)
    expect((await boards('Allwinner', 'arm64')).status).toBe(2)
    expect((await boards('allwinner', 'cubie')).out.match(/^ {2}\S+/gm)).toEqual([
      '  cubieboard2',
      '  cubietruck',
      '  cubieboard',
    ])
  })

  test('tells of one what its page knows, with the source of each, and what it does not know', async () => {
    const { out } = await boards('cubietruck')
    expect(out).toMatch(/^Cubietech Cubietruck\n\n {2}status {13}platform-code: /)
    expect(out).toMatch(/^ {2}kernel_addr_r {6}0x42000000\n +\(include\/configs\/sunxi-common\.h/m)
    expect(out).toMatch(/dtuart=serial0; ttyS0 in Linux; 115200 baud/)
    expect(out).toMatch(/\nCables, switches, firmware and the rest: xenup explain cubietruck\n$/)
    expect((await boards('qemu-virt-arm64')).out).toMatch(/^ {2}early printk +not known$|^ {2}early printk +PL011/m)
  })

  test('tells what decides the boot first: stops, what is needed, what is lost, the files of the firmware', async () => {
    const { out: mustang } = await boards('mustang')
    expect(mustang).toMatch(/^ {2}stops {2,}with the GIC's distributor at 0x78010000/m)
    expect(mustang.replace(/\s+/g, ' ')).toContain('"OLD X-Gene Firmware is not supported by Xen."')
    const rock5b = (await boards('rock5b')).out
    expect(rock5b).toMatch(/^ {2}needs Xen {2,}4\.20 or newer: /m)
    expect(rock5b).toMatch(/^ {2}needs Debian {2,}Debian 13 or newer: /m)
    expect(rock5b).toMatch(/^ {2}RAM, 8 GiB {2,}0x200000 to 0xefffffff, 0x100000000 to 0x1ffffffff$/m)
    const rpi4 = (await boards('rpi4')).out
    expect(rpi4).toMatch(/^ {2}firmware file {2,}start4\.elf, on the boot partition; read by /m)
    expect(rpi4).toMatch(/^ {2}scriptaddr {2,}0x2400000 before U-Boot 2025\.07$/m)
    expect(rpi4).toMatch(/^ {2}scriptaddr {2,}0x5400000 from U-Boot 2025\.07 on$/m)
    expect((await boards('cubietruck')).out.replace(/\s+/g, ' ')).toContain(
      'u-boot-sunxi-with-spl.bin, 0x2000 from the start of the medium',
    )
  })

  test('finds boards on which Xen cannot run, with the reason', async () => {
    expect((await boards('raspberry')).out).toMatch(
      /^impossible: Xen cannot run on it, [^]*^ {2}rpi-zero-2 [^]*^ {2}rpi3 /m,
    )
    const { status, out } = await boards('beaglebone')
    expect(status).toBe(0)
    expect(out.replace(/\s+/g, ' ')).toMatch(
      /impossible: its CPUs have no virtualization extension, .*explain beaglebone/,
    )
    expect(out).not.toContain('not known')
  })

  test('one of them by any word that only it has', async () => {
    expect((await boards('kirin', '620')).out).toMatch(/^HiKey/)
  })

  test('as JSON, addresses in hexadecimal', async () => {
    const { out } = await boards('--json', 'cubietruck')
    expect(JSON.parse(out)).toMatchObject({
      xenup: 1,
      boards: [{ id: 'cubietruck', arch: 'arm32', status: { level: 'platform-code' }, ram: { base: '0x40000000' } }],
    })
  })

  test('a board that has no page is an error, with the nearest name and the way to go on', async () => {
    expect(await boards('cubietrukc')).toMatchObject({
      status: 2,
      err: expect.stringMatching(/no board is called cubietrukc\n {2}Did you mean cubietruck\?/),
    })
    expect((await boards('toaster')).err).toMatch(/choose other in the wizard/)
  })
})
