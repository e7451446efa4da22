/** The handbook's commands and files: what it says to run is there, and each file has a place that it comes from. */
import { describe, expect, test } from 'vitest'
import { commandsIn, section } from '../userspace/handbook.ts'
import { boardIn, ownFolder, rendered } from './fixtures.ts'

type Answers = Readonly<Record<string, string>>

const debian = {
  'goal.target': 'qemu',
  'dom0-userspace.system': 'debian',
  'dom0-userspace.bridge': 'yes',
  'xen.version': '4.20',
  'guest.disk': 'file',
  'guest.cmdline': 'console=hvc0 root=/dev/xvda rw',
}
const handbookOf = (answers: Answers) => rendered(answers)['BRINGUP.md']!

/** The table of files: name on the medium, and the place here. */
function files(handbook: string): Readonly<Record<string, string>> {
  const rows = section(handbook, 'Files on the boot medium').matchAll(/^\| (.*?) \| `(.*?)` \| (.*) \|$/gm)
  return Object.fromEntries([...rows].map(([, here, name, what]) => [name!, `${here} ${what}`]))
}

describe('the way to a Debian in QEMU', () => {
  const all = rendered(debian)
  const handbook = all['BRINGUP.md']!

  test('has no script that is not among the artifacts', () => {
    const called = [...handbook.matchAll(/^(?:sudo )?bash ([\w./-]+\.sh)/gm)].map(([, script]) => script!)
    expect(called).toContain('build/dom0-rootfs.sh')
    for (const script of called) expect(all).toHaveProperty([script])
  })

  test('is two scripts, one image and one command', () => {
    expect(commandsIn(section(handbook, 'Build what is built'))).toEqual([
      ['bash build/dom0-rootfs.sh', 'bash build/guest-disk.sh'],
    ])
    const [image, machine] = commandsIn(section(handbook, 'Start the machine'))
    expect(image).toEqual(['bash stage.sh --image disk.img'])
    expect(machine).toEqual([expect.stringMatching(/^qemu-system-aarch64 .* -nographic$/)])
  })

  test('ends in a guest that is started, reaches dom0 and is shut down', () => {
    const [start, end] = commandsIn(section(handbook, 'The guest'))
    expect(start).toEqual(['xl create /etc/xen/guest1.cfg', 'xl list', 'xl console guest1'])
    expect(end).toEqual(['xl shutdown -w guest1', 'xl list'])
    expect(section(handbook, 'The guest')).toContain('`ping -c 3 ADDRESS`')
  })

  test('finds every file where the scripts leave it', () => {
    expect(files(handbook)).toMatchObject({
      xen: expect.stringContaining('`xenup-build/dom0-boot/xen` Xen, laid there by build/dom0-rootfs.sh'),
      Image: expect.stringContaining('`xenup-build/dom0-boot/Image`'),
      'initrd.img': expect.stringContaining('`xenup-build/dom0-boot/initrd.img`'),
    })
  })
})

describe('a file of the boot medium', () => {
  test('that is in a package of Debian is told with package and path, and fetched', () => {
    const handbook = handbookOf({ 'goal.target': 'qemu', 'xen.version': '4.17' })
    expect(files(handbook)['xen']).toContain("/boot/xen-4.17-arm64 of Debian's package xen-hypervisor-4.17-arm64")
    expect(commandsIn(section(handbook, 'Files on the boot medium'))[0]).toContain('bash stage.sh --fetch')
  })

  test.each<[string, Answers, string, string]>([
    [
      'built',
      { 'xen.source': 'build', 'xen.version': '4.22' },
      'xen',
      '`xenup-build/xen-arm64` Xen, built by build/xen.sh',
    ],
    ['of no Debian', { 'xen.version': '4.19' }, 'xen', 'yours Xen, of a distribution that has Xen 4.19'],
    [
      'of a system of its own',
      { 'dom0-userspace.system': 'own' },
      'initrd.img',
      "yours dom0 initramfs, /boot/initrd.img-… of dom0's own system",
    ],
    [
      'of an initramfs with everything in it',
      { 'dom0-userspace.system': 'initramfs' },
      'initrd.img',
      'the daemons of Xen',
    ],
  ])('%s is told so', (_, answers, name, says) => {
    expect(files(handbookOf({ 'goal.target': 'qemu', ...answers }))[name]).toContain(says)
  })
})

describe('the boot script', () => {
  test('has the name as well that U-Boot asks a TFTP server for', () => {
    const folder = ownFolder()
    const { 'stage.sh': stage, 'BRINGUP.md': handbook } = rendered(
      { ...boardIn(folder), 'boot-media.device': 'tftp' },
      folder,
    )
    expect(files(handbook!)).toMatchObject({ 'boot.scr.uimg': expect.stringContaining('`boot/boot.scr`') })
    expect(stage).toContain('file boot-script boot.scr.uimg boot/boot.scr "$here/boot/boot.scr"')
  })

  test('has the name as well that the U-Boot of the board looks for, as its page says', () => {
    const folder = ownFolder()
    const { 'stage.sh': stage } = rendered({ ...boardIn(folder), 'board.id': 'lx2160a-rdb' }, folder)
    expect(stage).toContain('file boot-script lx2160ardb_boot.scr boot/boot.scr')
  })

  test.each(['nvme', 'scsi', 'usb'])('looks for controllers behind PCI before it looks for %s disks', (device) => {
    const folder = ownFolder()
    const { 'boot/boot.cmd': script, 'BRINGUP.md': handbook } = rendered(
      { ...boardIn(folder), 'boot-media.device': device },
      folder,
    )
    expect(script).toMatch(/^pci enum; (nvme scan|scsi scan|usb start)$/m)
    expect(section(handbook!, 'Start Xen')).toContain('=> pci enum; ')
  })
})

describe('the bridge of dom0', () => {
  const port = (name: string) =>
    rendered({ ...debian, 'dom0-userspace.interface': name })['dom0/networkd/06-xenbr0-port.network']!

  test('takes the one wired interface under any of its usual names, and no interface of a guest', () => {
    expect(port('end0')).toContain('\nName=end0 eth0 enX0 en*s0 enx*\n')
    expect(rendered({ ...debian, 'dom0-userspace.interface': 'end0' })['dom0/interfaces.d/xenbr0']).toContain(
      '\n    bridge_ports regex end0 eth0 enX0 en.*s0 enx.* noregex\n',
    )
  })

  test('takes a second one at its word', () => {
    expect(port('eth1')).toContain('\nName=eth1\n')
    expect(rendered({ ...debian, 'dom0-userspace.interface': 'br.5' })['dom0/interfaces.d/xenbr0']).toContain(
      '\n    bridge_ports br.5\n',
    )
  })
})

test('a guest that ends in its initramfs is destroyed before dom0 goes down, which it would not hear of', () => {
  const [, end] = commandsIn(section(handbookOf({ 'goal.target': 'qemu' }), 'The guest'))
  expect(end).toEqual(['xl destroy guest1', 'xl list'])
})
