/**
 * The scripts, run as their users run them, with tools that only write down what they were asked for: nothing is
 * fetched or built, and the one block device is a node that stands for no disk.
 */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { boardIn, rendered } from './fixtures.ts'
import { filesIn } from './kinds.ts'
import { run } from './tools.ts'

/** What scripts may really do: everything else that they call is a tool of ours. */
const real = [
  'bash',
  'basename',
  'cat',
  'chmod',
  'cmp',
  'cp',
  'cut',
  'dirname',
  'find',
  'grep',
  'gzip',
  'head',
  'ln',
  'mkdir',
  'mktemp',
  'mv',
  'nproc',
  'od',
  'rm',
  'rmdir',
  'sed',
  'sha256sum',
  'sort',
  'tail',
  'touch',
  'tr',
  'truncate',
  'xargs',
]

/** Tools that write their words into the log, and leave what their callers look for. `$broken` is a tool that fails. */
const tool = `#!/bin/bash
name=\${0##*/}
printf '%s\\n' "$name $*" >> "$LOG"
[[ $name != "\${BROKEN-}" ]] || exit 1
case $name in
  id) echo 0 ;;
  git) mkdir -p "\${@: -1}/xen" "\${@: -1}/scripts/kconfig"; ln -s "$(dirname "$0")/merge_config.sh" "\${@: -1}/scripts/kconfig/merge_config.sh" ;;
  make)
    out=; for word; do case $word in O=*) out=\${word#O=} ;; INSTALL_DTBS_PATH=*) mkdir -p "\${word#*=}" ;; esac; done
    if [[ -n $out ]]; then mkdir -p "$out/arch/arm64/boot"; touch "$out/arch/arm64/boot/Image"; else touch "$2/.config" "$2/xen"; fi
    if [[ $* == *" olddefconfig" ]]; then grep ^CONFIG_ "$2/.config" > "$2/.config.new"; mv "$2/.config.new" "$2/.config"; fi ;;
  merge_config.sh) cat "$4" > "$3" ;;
  mmdebstrap) touch "\${@: -2:1}" ;;
  tar) mkdir -p "$2/boot"; touch "$2"/boot/{vmlinuz,initrd.img}-6.12.57 ;;
  dpkg) echo arm64 ;;
  dpkg-deb) mkdir -p "$3/boot" "$3/usr/lib/linux-image-6"; touch "$3/usr/lib/linux-image-6/board.dtb"; echo "of a package" > "$3/boot/xen-4.20-arm64"; touch "$3/boot/vmlinuz-6.12.57" ;;
  apt-cache) [[ $* != *linux-image-arm64 ]] || echo "Depends: linux-image-6.12.57-arm64 (= 6.12.57-1)" ;;
  systemctl) [[ $1 != is-active || $3 == "\${ACTIVE-}" ]] || exit 3 ;;
  nmcli) [[ $* != *GENERAL.STATE* ]] || echo "100 (connected)" ;;
  dpkg-query) echo 4.20.4-1 ;;
  install) [[ $* != */dev/stdin* ]] || sed "s/^/< /" >> "$LOG" ;;
  umount) rm -rf "$TMPDIR"/*/* ;;
  fakeroot) "$@" ;;
  lsblk) case $* in *TYPE\\ --*) echo "\${TYPE-part}" ;; *-snrpo*) printf '%s\\n' "\${@: -1}" /dev/sdz ;; *MOUNTPOINT\\ --*) echo "\${MOUNTED-}" ;; *RM,HOTPLUG*) echo "\${REMOVABLE-1 1}" ;; esac ;;
  findmnt) echo /dev/sda1 ;;
esac
`
const ours = [
  'id',
  'git',
  'make',
  'merge_config.sh',
  'mmdebstrap',
  'dpkg',
  'arch-test',
  'tar',
  'fakeroot',
  'mke2fs',
  'dd',
  'e2fsck',
  'resize2fs',
  'lsblk',
  'findmnt',
  'mount',
  'umount',
  'sync',
  'mkfs.vfat',
  'mkfs.ext4',
  'aarch64-linux-gnu-gcc',
  'flex',
  'bison',
  'bc',
  'perl',
  'openssl',
  'python3',
  'apt-cache',
  'apt-get',
  'dpkg-deb',
  'dpkg-query',
  'install',
  'ldconfig',
  'nmcli',
  'systemctl',
]

const everything = (folder: string) => ({
  ...boardIn(folder),
  ...filesIn(folder),
  'xen.source': 'build',
  'xen.version': '4.22',
  'xen.early-printk': 'yes',
  'dom0-kernel.source': 'build',
  'dom0-userspace.system': 'debian',
  'dom0-userspace.suite': 'trixie',
  'dom0-userspace.root': '/dev/mmcblk0p2',
  'dom0-userspace.bridge': 'yes',
  'dom0-userspace.interface': 'eth0',
  'guest.disk': 'file',
  'guest.disk-path': '/srv/xen/guest1.img',
  'guest.network': 'yes',
  'guest.bridge': 'xenbr0',
  'boot-media.device': 'mmc',
})

/** All artifacts in a folder with the tools, and a way to run a script there; `more` is answered otherwise. */
function workshop(more: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'xenup-workshop-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const out = join(folder, 'out')
  for (const [path, text] of Object.entries(rendered({ ...everything(folder), ...more }, folder))) {
    mkdirSync(dirname(join(out, path)), { recursive: true })
    writeFileSync(join(out, path), text, path.endsWith('.scr') ? 'latin1' : 'utf8')
  }
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  for (const name of real)
    symlinkSync(
      process.env['PATH']!.split(delimiter)
        .map((one) => join(one, name))
        .find(existsSync)!,
      join(bin, name),
    )
  for (const name of ours) {
    writeFileSync(join(bin, name), tool)
    chmodSync(join(bin, name), 0o755)
  }
  const [log, typed, temporary] = [join(folder, 'log'), join(folder, 'typed'), join(folder, 'tmp')]
  mkdirSync(temporary)
  /** Runs a script; what it said and which tools it called, `id` and the like left out. */
  const script = (words: string, environment: Readonly<Record<string, string>> = {}, input = '') => {
    writeFileSync(log, '')
    writeFileSync(typed, input)
    const variables = { PATH: bin, LOG: log, TMPDIR: temporary, ...environment }
    const {
      status,
      out: said,
      err,
    } = run(
      'bash',
      [
        '-c',
        'exec env -i "${@:2}" < "$1"',
        'bash',
        typed,
        ...Object.entries(variables).map(([key, value]) => `${key}=${value}`),
        join(bin, 'bash'),
        ...words.split(' '),
      ],
      { cwd: out },
    )
    const called = readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !/^(id|lsblk|findmnt|dpkg|arch-test|sync)\b/.test(line))
    return { status, says: said + err, called, tools: called.map((line) => line.split(' ')[0]) }
  }
  /** What build/kernel.sh leaves behind. */
  const buildModules = (work = join(out, 'xenup-build')) => {
    mkdirSync(join(work, 'modules-dom0/lib/modules/6.12.57'), { recursive: true })
    for (const name of ['Image-dom0', 'config-dom0']) writeFileSync(join(work, name), '')
  }
  return { folder, out, script, buildModules }
}

const builds = [
  'build/xen.sh',
  'build/kernel.sh',
  'build/kernel.sh guest',
  'build/dom0-rootfs.sh',
  'build/guest-disk.sh',
]
/** A tool that the script needs after its first step. */
const laterTool: Readonly<Record<string, string>> = {
  'build/guest-disk.sh': 'mke2fs',
  'build/dom0-rootfs.sh': 'mmdebstrap',
}

describe.each(builds)('%s', (words) => {
  const { out, script, buildModules } = workshop()
  const before = readdirSync(out)

  test('tells what it would do, and does nothing', () => {
    const { status, says, called } = script(`${words.split(' ')[0]} --tell`)
    expect({ status, called, files: readdirSync(out) }).toEqual({ status: 0, called: [], files: before })
    expect(says).toMatch(/^xenup: this (fetches|makes)/)
  })

  test('takes no word that it does not know', () => {
    const { status, says, called } = script(`${words.split(' ')[0]} --force`)
    expect({ status, called }).toEqual({ status: 1, called: [] })
    expect(says).toMatch(/^xenup: stopped: there is no /)
  })

  test('says what it does, goes on where it stopped, and does nothing twice', () => {
    buildModules()
    const broken = laterTool[words] ?? 'make'
    const first = script(words, { BROKEN: broken })
    expect(first.status, first.says).not.toBe(0)
    expect(first.says).toMatch(/^xenup: this (fetches|makes)/)
    const second = script(words)
    expect(second.status, second.says).toBe(0)
    // What came before the failure was done, and is not done again.
    const done = first.tools.filter((name) => name !== broken && name !== 'fakeroot')
    expect(second.tools.filter((name) => done.includes(name) && ['git', 'mmdebstrap'].includes(name!))).toEqual([])
    const third = script(words)
    expect(third).toMatchObject({ status: 0, called: [] })
    expect(third.says).toContain('done before: ')
  })

  test('does it again when what it is made from changes', () => {
    const name = words.split(' ')[0]!
    writeFileSync(join(out, name), `${readFileSync(join(out, name), 'utf8')}# edited\n`)
    expect(script(words).called).not.toEqual([])
  })

  test('touches no device', () => {
    buildModules(join(out, 'elsewhere'))
    for (const line of script(words, { XENUP_WORK: join(out, 'elsewhere') }).called)
      expect(line.replace(/--customize-hook=.*?(?= --customize-hook| \w+ \/)/g, '')).not.toMatch(/(^|[ =])\/dev\//)
    expect(existsSync(join(out, 'elsewhere'))).toBe(true)
  })
})

describe.each([
  ['build/kernel.sh', 'kernel/dom0.config', 'LINUX_TAG'],
  ['build/xen.sh', 'xen/early-printk.config', 'XEN_TAG'],
])('%s, after another', (name, config, tag) => {
  const { out, script } = workshop()

  test('configuration, builds from the source that is there', () => {
    expect(script(name).tools).toContain('git')
    writeFileSync(join(out, config), `${readFileSync(join(out, config), 'utf8')}# edited\n`)
    const again = script(name)
    expect(again.tools).toContain('make')
    expect(again.tools).not.toContain('git')
  })

  test('version was asked for, fetches that', () => {
    expect(script(name, { [tag]: 'v7' }).called).toContainEqual(expect.stringMatching(/^git clone .*--branch v7 /))
  })
})

describe('the root file system', () => {
  const { out, script, buildModules } = workshop()

  test('waits for the kernel whose modules go into it', () => {
    expect(script('build/dom0-rootfs.sh')).toMatchObject({
      status: 1,
      called: [],
      says: expect.stringContaining('run build/kernel.sh first'),
    })
    buildModules()
  })

  test('is made again when the configuration of the guest in it changes', () => {
    expect(script('build/dom0-rootfs.sh').tools).toEqual(['mmdebstrap', 'tar'])
    writeFileSync(join(out, 'guests/guest1.cfg'), '# edited\n')
    expect(script('build/dom0-rootfs.sh').tools).toEqual(['mmdebstrap', 'tar'])
    expect(script('build/dom0-rootfs.sh').tools).toEqual([])
  })

  test('is made again when the kernel was', () => {
    expect(script('build/kernel.sh').status).toBe(0)
    expect(script('build/dom0-rootfs.sh').tools).toEqual(['mmdebstrap', 'tar'])
  })

  test('has beside it what boots it', () => {
    expect(readdirSync(join(out, 'xenup-build/dom0-boot')).sort()).toEqual(['Image', 'initrd.img', 'modules'])
    expect(readFileSync(join(out, 'xenup-build/dom0-boot/modules'), 'utf8')).toBe('6.12.57\n')
  })
})

describe.each(['build/dom0-rootfs.sh', 'build/guest-disk.sh'])('the password of root in %s', (words) => {
  const { out, script, buildModules } = workshop()
  const again = () => rmSync(join(out, 'xenup-build'), { recursive: true, force: true })

  test('is made, and told once, where nobody can type one', () => {
    buildModules()
    expect(script(words).says).toMatch(/root's password there is [0-9a-f]{12}: /)
    expect(script(words).says).not.toContain("root's password there is")
  })

  test('is the one in the environment, and is written nowhere', () => {
    again()
    buildModules()
    const { says, called } = script(words, { XENUP_ROOT_PASSWORD: 'hunter2' })
    expect(says + called.join()).not.toContain('hunter2')
    expect(says).not.toContain("root's password there is")
    const found = run('grep', ['-r', 'hunter2', out])
    expect({ status: found.status, out: found.out }).toEqual({ status: 1, out: '' })
  })
})

describe('a device', () => {
  const { folder, out, script } = workshop()
  const device = join(folder, 'sdz1')
  const other = join(folder, 'file')
  writeFileSync(other, '')
  // A loop device that no system has: whoever opened it would get an error.
  const made = run('mknod', [device, 'b', '7', '8191']).status === 0
  if (!made) console.warn('SKIPPED: no block device can be made here, so scripts are not tried on one; run as root')
  const onDevice = made ? test : test.skip
  const changing = /^(mkfs|mount|dd|e2fsck|resize2fs|tar)/
  const stage = `stage.sh --xen ${join(folder, 'Image')} --kernel ${join(folder, 'Image')} --initrd ${join(folder, 'initrd.img')} --dtb ${join(folder, 'board.dtb')}`

  /** Nothing was changed, and the script said this. */
  const refuses = (words: string, environment: Readonly<Record<string, string>>, input: string, says: string) => {
    const ran = script(words, environment, input)
    expect(ran.says).toContain(says)
    expect({ status: ran.status, changes: ran.called.filter((line) => changing.test(line)) }).toEqual({
      status: 1,
      changes: [],
    })
  }

  test('is none when it is a file', () => {
    refuses(`${stage} --device ${other}`, {}, `${other}\n`, 'is no block device')
  })

  onDevice('is changed only after its name was typed', () => {
    for (const words of [`${stage} --device ${device}`, `${stage} --format --device ${device}`]) {
      refuses(words, {}, 'yes\n', 'nothing was changed')
      refuses(words, {}, '', 'nothing was changed')
    }
    mkdirSync(join(out, 'xenup-build'), { recursive: true })
    writeFileSync(join(out, 'xenup-build/dom0-rootfs.tar'), '')
    refuses(`stage.sh --rootfs ${device}`, {}, 'y\n', 'nothing was changed')
  })

  onDevice('is left alone when it is a whole disk, in use, unknown to lsblk, or of a disk that stays', () => {
    for (const words of [`${stage} --format --device ${device}`, `stage.sh --rootfs ${device}`]) {
      refuses(words, { TYPE: 'disk' }, `${device}\n`, 'is a whole disk')
      refuses(words, { MOUNTED: '/media/stick' }, `${device}\n`, 'is in use')
      refuses(words, { BROKEN: 'lsblk' }, `${device}\n`, 'lsblk does not know')
      refuses(words, { REMOVABLE: '0 0' }, `${device}\n`, 'stays in this machine')
    }
  })

  onDevice('that was named and typed is the only one that is changed', () => {
    const ran = script(`${stage} --format --device ${device}`, {}, `${device}\n`)
    expect(ran).toMatchObject({ status: 0, tools: ['mkfs.vfat', 'mount', 'umount'] })
    expect(ran.called.filter((line) => /^(mkfs|mount)/.test(line) && !line.includes(device))).toEqual([])
    expect(ran.called.join('\n')).not.toContain('/dev/')
  })

  onDevice('for the disk of a guest is written only when nothing of it is mounted and its name was typed', () => {
    const words = `build/guest-disk.sh --to ${device}`
    const writes = (environment: Readonly<Record<string, string>>, input: string) =>
      script(words, environment, input).called.filter((line) => line.startsWith('dd '))
    expect(writes({}, 'yes\n')).toEqual([])
    expect(writes({ MOUNTED: '/srv' }, `${device}\n`)).toEqual([])
    expect(writes({ BROKEN: 'lsblk' }, `${device}\n`)).toEqual([])
    expect(writes({}, `${device}\n`)).toEqual([expect.stringContaining(`of=${device} `)])
  })
})

describe('a folder', () => {
  const { folder, out, script } = workshop()
  const place = join(folder, 'tftp')
  mkdirSync(place)
  const stage = `stage.sh --xen ${join(folder, 'Image')} --kernel ${join(folder, 'Image')} --folder ${place}`

  test('is told what would be copied there', () => {
    expect(script(`${stage} --tell`).says).toMatch(/^xenup: would copy /m)
    expect(readdirSync(place)).toEqual([])
  })

  test('gets the files whole, under the names of the plan', () => {
    const { status, says } = script(stage)
    expect(status, says).toBe(0)
    expect(readdirSync(place).sort()).toEqual([
      'Image',
      'board.dtb',
      'boot.scr',
      'initrd.img',
      'native.scr',
      'xen',
      'xenup.written',
    ])
    for (const [name, source] of [
      ['boot.scr', join(out, 'boot/boot.scr')],
      ['Image', join(folder, 'Image')],
      ['board.dtb', join(folder, 'board.dtb')],
    ] as const) {
      expect(readFileSync(join(place, name))).toEqual(readFileSync(source))
    }
  })

  test('that is none is not made', () => {
    expect(
      script(`stage.sh --xen ${join(folder, 'Image')} --kernel ${join(folder, 'Image')} --folder ${place}s`),
    ).toMatchObject({ status: 1 })
    expect(existsSync(`${place}s`)).toBe(false)
  })

  test('keeps what it did not write itself, under another name, and once', () => {
    writeFileSync(join(place, 'boot.scr'), 'of another system')
    expect(script(stage).says).toContain(`${place}/boot.scr was there with other content; it is kept as`)
    expect(readFileSync(join(place, 'boot.scr.before-xenup'), 'utf8')).toBe('of another system')
    writeFileSync(join(folder, 'Image'), 'a newer kernel')
    expect(script(stage).says).not.toContain('it is kept')
    expect(readdirSync(place).filter((name) => name.includes('.before-xenup'))).toEqual(['boot.scr.before-xenup'])
  })

  test('with what U-Boot boots first is told of', () => {
    mkdirSync(join(place, 'extlinux'))
    writeFileSync(join(place, 'extlinux/extlinux.conf'), '')
    expect(script(stage).says).toContain('extlinux.conf is there, and U-Boot takes it before boot.scr')
  })

  test('gets no kernel that has no modules in dom0 without a warning', () => {
    mkdirSync(join(out, 'xenup-build/dom0-boot'), { recursive: true })
    writeFileSync(join(out, 'xenup-build/dom0-boot/modules'), '6.12.57\n')
    const booting = (text: string) => {
      writeFileSync(join(folder, 'Image'), text)
      return script(stage).says
    }
    expect(booting('\0Linux version 6.1.0-50-arm64 (debian)\n')).toContain(
      "is Linux 6.1.0-50-arm64, and dom0's root file system has modules of 6.12.57 only",
    )
    expect(booting('no words')).toContain('of a release that cannot be read')
    expect(booting('\0Linux version 6.12.57 (me)\n')).not.toContain('warning')
  })

  test('gets no image of another script than the one that lies there', () => {
    const before = readFileSync(join(out, 'boot/boot.cmd'), 'utf8')
    writeFileSync(join(out, 'boot/boot.cmd'), `${before}# by hand\n`)
    expect(script(stage)).toMatchObject({ status: 1, says: expect.stringContaining('run xenup generate') })
    writeFileSync(join(out, 'boot/boot.cmd'), before)
  })
})

describe('what comes from a package of Debian', () => {
  const { folder, out, script } = workshop({
    'xen.source': 'distribution',
    'xen.version': '4.20',
    'xen.file': 'none',
    'dom0-kernel.source': 'distribution',
    'dom0-userspace.system': 'own',
  })
  const place = join(folder, 'medium')
  mkdirSync(place)

  test('is named where it is missing', () => {
    expect(script(`stage.sh --folder ${place}`)).toMatchObject({
      status: 1,
      says: expect.stringContaining("xen is not found here: it is /boot/xen-4.20-arm64 of Debian's package"),
    })
  })

  test('is fetched when told to, by an apt with folders of its own', () => {
    const { status, says, called } = script(`stage.sh --fetch --folder ${place}`)
    expect(status, says).toBe(0)
    expect(readFileSync(join(place, 'xen'), 'utf8')).toBe('of a package\n')
    for (const line of called.filter((one) => one.startsWith('apt-')))
      expect(line).toContain(`Dir::State=${join(out, 'xenup-build/apt')} `)
  })
})

describe('a system that is there already', () => {
  const own = { 'dom0-userspace.system': 'own', 'xen.source': 'distribution', 'xen.version': '4.20' }
  const { script } = workshop({ ...own, 'dom0-userspace.interface': 'lo' })

  test('with NetworkManager gets its bridge from that, and guests are left alone by it', () => {
    const { status, says, called } = script('dom0/setup.sh', { ACTIVE: 'NetworkManager' })
    expect(status, says).toBe(0)
    expect(called).toContain('< match-device=interface-name:vif*')
    expect(called).toContainEqual(expect.stringMatching(/^nmcli connection add type bridge con-name xenbr0 /))
    expect(called).toContainEqual(expect.stringMatching(/^nmcli .* ifname lo master xenbr0 /))
  })

  test('with systemd-networkd gets the files for it', () => {
    const { called } = script('dom0/setup.sh', { ACTIVE: 'systemd-networkd' })
    expect(called).toContainEqual(
      expect.stringMatching(/^install -m 644 .*05-xenbr0.netdev .* \/etc\/systemd\/network\/$/),
    )
  })

  test('is left as it is where nothing that we know looks after the network', () => {
    const { status, says, called } = script('dom0/setup.sh')
    expect({ status, called: called.filter((line) => !line.startsWith('systemctl is-active')) }).toEqual({
      status: 1,
      called: [],
    })
    expect(says).toContain('make the bridge xenbr0 with lo in it by the means of this system')
  })

  test('is left as it is where the interface is not there', () => {
    const { script: other } = workshop({ ...own, 'dom0-userspace.interface': 'eth77' })
    expect(other('dom0/setup.sh', { ACTIVE: 'NetworkManager' })).toMatchObject({
      status: 1,
      says: expect.stringContaining('there is no interface eth77 here'),
    })
  })
})

describe('a Xen of its own build', () => {
  const { out, script } = workshop()

  test('has its tools installed in dom0, and its daemons started with every start', () => {
    expect(script('build/xen.sh --install')).toMatchObject({
      status: 1,
      says: expect.stringContaining('the tools are not built here yet'),
    })
    mkdirSync(join(out, 'xenup-build'))
    writeFileSync(join(out, 'xenup-build/tools-build.log'), '')
    expect(script('build/xen.sh --install').called).toEqual([
      `make -C ${join(out, 'xenup-build/xen')} install-tools`,
      'ldconfig ',
      'systemctl daemon-reload',
      'systemctl cat xenstored.service',
      'systemctl enable --now xenstored.service xen-init-dom0.service xenconsoled.service xendomains.service',
    ])
  })
})
