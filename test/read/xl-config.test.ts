import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { looksLikeXlConfig, readXlConfig } from '../../src/read/xl-config.ts'
import { diskSpec, vifSpec } from '../../src/read/xl-disk.ts'
import { mutated } from './mutated.ts'

const values = (text: string): Record<string, unknown> =>
  Object.fromEntries(readXlConfig(text).settings.map(({ key, value }) => [key, value]))
const problems = (text: string): readonly string[] => readXlConfig(text).problems

const good = `# a guest
name    = "guest1"
kernel  = '/srv/xen/Image'   # the kernel
cmdline = "console=hvc0 root=/dev/xvda rw"
memory  = 256; vcpus = 0x2
disk    = [ 'format=raw,vdev=xvda,access=rw,target=/srv/xen/guest1.img',
            # a second one
            "/dev/vg/data,raw,xvdb,ro", ]
vif     = [ 'bridge=xenbr0' ]
vif    += [ 'mac=00:16:3e:00:00:01' ]
on_crash = "preserve"`

describe("a guest's configuration", () => {
  test('is read with its numbers, texts and lists', () => {
    expect(values(good)).toEqual({
      name: 'guest1',
      kernel: '/srv/xen/Image',
      cmdline: 'console=hvc0 root=/dev/xvda rw',
      memory: 256n,
      vcpus: 2n,
      disk: ['format=raw,vdev=xvda,access=rw,target=/srv/xen/guest1.img', '/dev/vg/data,raw,xvdb,ro'],
      vif: ['bridge=xenbr0', 'mac=00:16:3e:00:00:01'],
      on_crash: 'preserve',
    })
    expect(problems(good)).toEqual([])
  })

  test('tells the line of each key', () => {
    expect(readXlConfig(good).settings.map(({ key, line }) => `${key} ${line}`)).toEqual([
      'name 2',
      'kernel 3',
      'cmdline 4',
      'memory 5',
      'vcpus 5',
      'disk 6',
      'vif 10',
      'on_crash 11',
    ])
  })

  test.each<[string, unknown]>([
    ['a = "x\\"y\\\\z"', 'x"y\\z'],
    ["a = 'x\"y'", 'x"y'],
    ['a = "tab\\there"', 'tab\there'],
    ['a = 010', 8n],
    ['a = 0x1f', 31n],
    ['a = 0', 0n],
    ['a=[]', []],
    ['a = [ [ "b", "c" ], [ "d" ] ]', [['b', 'c'], ['d']]],
    ['a = [\n\n"b"\n\n,\n"c"\n]', ['b', 'c']],
    ['a = "b"\na += "c"', 'bc'],
    ['a += "c"', 'c'],
    ['a = "b"', 'b'],
  ])('%j', (text, value) => {
    expect(readXlConfig(text)).toMatchObject({ settings: [{ key: 'a', value }], problems: [] })
  })

  test.each<[string, string]>([
    [
      'memory = 512M\n',
      'line 1: the value of memory is 512M, which is no number; xl takes plain ones, without a unit: memory is in MiB',
    ],
    ['kernel = /boot/Image\n', 'line 1: xl cannot read /boot/Image: text has to stand in quotes'],
    ['type = pvh\n', 'line 1: the value of type is pvh without quotes; xl takes a number, or text in quotes'],
    ['Name = "x"\n', 'line 1: xl cannot read Name: keys are in lower case, and values stand in quotes'],
    ['name "x"\n', 'line 1: there is "x" where xl wants = after name'],
    ['name =\n', 'line 1: the line ends where xl wants a value for name'],
    ['name = "x', 'line 1: the text that begins with "x has no closing " on its line'],
    ['vif = [ "a" "b" ]\n', 'line 1: there is "b" where xl wants a comma or ] in the list'],
    ['vif = [ "a",\n"b"\n', 'line 1: the list of vif has no end'],
    ['name = "x" # the end', 'line 1: a comment ends the file without a newline, which xl does not take'],
    ['name = "x"\r\n', 'line 1: it ends with a carriage return, which xl does not take'],
    ['name = "\\x41"\n', 'line 1: xl takes no character by number (\\x…)'],
    ['name = "\\101"\n', 'line 1: xl drops a character that is given by number (\\1…)'],
    ['name = "\\q"\n', 'line 1: xl knows no \\q in text'],
    ['memory = -1\n', 'line 1: xl cannot read -1: arithmetic, sizes with a unit and Python are not its language'],
    ['def f():\n', 'line 1: there is "f" where xl wants = after def'],
    ['a = 1 b = 2\n', 'line 1: there is "b" where xl wants the end of the line after the value of a'],
    ['a = 1\na = 2\n', 'line 2: a is set on line 1 already; this one counts'],
    ['a = 1\na += [ "b" ]\n', 'line 2: a += adds a list to a single value, or the other way round'],
  ])('with a fault is told with its line: %j', (text, problem) => {
    expect(problems(text)).toEqual([problem])
  })

  test('goes on after a fault, with the next line', () => {
    expect(readXlConfig('kernel = /x\nmemory = 5M\nname = "y"\n')).toMatchObject({
      settings: [{ key: 'name', value: 'y', line: 3 }],
      problems: [expect.stringContaining('line 1'), expect.stringContaining('line 2')],
    })
  })

  test('that ends in a single stray character is taken all the same, as xl takes it', () => {
    for (const stray of ['#', '\r', '"', 'M'])
      expect(readXlConfig(`a = 1\n${stray}`)).toMatchObject({ settings: [{ key: 'a' }], problems: [] })
  })

  test('nested without end, or of nothing but quotes, is refused in one pass', () => {
    expect(problems(`a = ${'['.repeat(100_000)}\n`)).toEqual(['line 1: lists are nested deeper than 8 levels'])
    for (const text of [
      `a = "${'\\a'.repeat(100_000)}`,
      `a = ${'"\n'.repeat(50_000)}`,
      '#'.repeat(200_000),
      `a = [${'"b",'.repeat(50_000)}`,
    ])
      expect(problems(text).length).toBeGreaterThan(0)
  })

  test('is read up to a number of items in a list, however they come to it', () => {
    const full = 'line 1: disk has more than 256 items'
    expect(problems(`disk = [${'"b",'.repeat(257)}]\n`)).toEqual([full])
    expect(problems(`disk = [${'"b",'.repeat(256)}]\n`)).toEqual([])
    expect(problems('disk += ["b"]\n'.repeat(25_000))[0]).toBe('line 257: disk has more than 256 items')
  })

  test('is read up to a number of keys', () => {
    const text = Array.from({ length: 1100 }, (_, index) => `k${index} = 1\n`).join('')
    expect(readXlConfig(text).settings).toHaveLength(1024)
    expect(problems(text)[0]).toBe('line 1025: there are more than 1024 keys, and the rest is not read')
  })

  test('with a NUL in a text is told, for xl stops there', () => {
    expect(problems('name = "a\0"\n')).toEqual(['line 1: xl stops at a NUL character in text'])
  })

  test('after any accident is read, and each problem is a sentence with its line', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          mutated(Buffer.from(good)).map((bytes) => Buffer.from(bytes).toString('latin1')),
          fc.string({ unit: 'binary', maxLength: 200 }),
        ),
        (text) => {
          looksLikeXlConfig(text)
          for (const problem of problems(text)) expect(problem).toMatch(/^line \d+: /)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe("a text is taken for a guest's configuration", () => {
  test.each<[string, string, boolean]>([
    ['as it should be', good, true],
    ['with paths that want quotes', 'name = guest1\nkernel = /boot/Image\nmemory = 512\n', true],
    ['on one line', "name='x';memory=64; kernel='/k'\n", true],
    ['with CR LF', good.replaceAll('\n', '\r\n'), true],
    [
      'not when it is xen.cfg of the EFI loader',
      '[global]\ndefault=xen\n\n[xen]\noptions=console=dtuart\nkernel=vmlinuz root=/dev/sda1\nramdisk=initrd\n',
      false,
    ],
    [
      'not when it is a shell script',
      'name=guest1\nmemory=512\nset -e\nqemu -m "$memory" \\\n  -name "$name"\necho done\n',
      false,
    ],
    ['not when it is TOML', '[package]\nname = "x"\nkernel = "y"\n', false],
    [
      'not when it is prose',
      'The name = "x" and the memory = 5 are what it takes.\nkernel = means the path.\nOther lines say more.\n',
      false,
    ],
    ['not when one key happens to be there', 'name = "x"\ncolour = "red"\n', false],
    ['with a list over lines, and comments', `${good}\nvif = [\n  "bridge=xenbr0", # of # dom0\n  'a', ]\n]\n`, true],
    ['not when a line is of blanks behind quotes', `""${' '.repeat(200_000)}x\n`, false],
    ['not when it is empty', '', false],
  ])('%s', (_, text, expected) => {
    expect(looksLikeXlConfig(text)).toBe(expected)
  })
})

describe('a disk', () => {
  test.each<[string, object]>([
    ['/dev/vg/guest,raw,xvda,rw', { target: '/dev/vg/guest', format: 'raw', vdev: 'xvda', access: 'rw', problems: [] }],
    [
      'format=raw,vdev=xvda,access=ro,target=/srv/a,b.img',
      { target: '/srv/a,b.img', vdev: 'xvda', access: 'ro', problems: [] },
    ],
    [
      'phy:/dev/loop0,xvda,w',
      { target: '/dev/loop0', format: 'raw', vdev: 'xvda', access: 'rw', deprecated: 'phy:', problems: [] },
    ],
    ['tap:qcow2:/x.img,xvda,w', { target: '/x.img', format: 'qcow2', deprecated: 'tap:qcow2:' }],
    ['file:/x.img,hdc:cdrom,r', { target: '/x.img', vdev: 'hdc', access: 'ro', more: { devtype: 'cdrom' } }],
    [',hdc:cdrom,r', { target: '', format: 'empty', vdev: 'hdc', access: 'ro', problems: [] }],
    ['/x.img,,xvda', { target: '/x.img', format: 'raw', vdev: 'xvda' }],
    [' vdev=xvda, target=/x ', { vdev: 'xvda', target: '/x ' }],
    ['/x,raw,xvda,w,backendtype=qdisk,discard', { more: { backendtype: 'qdisk', discard: 'yes' }, problems: [] }],
    ['/x,raw', { problems: ['it has no vdev: which disk of the guest it is to be'] }],
    ['vdev=xvda,format=raw', { problems: ['it has no target: the file or device in dom0'] }],
    ['/x,img,xvda', { problems: ['"img" is no format: xl knows raw, qcow, qcow2, vhd, qed, empty'] }],
    ['/x,raw,xvda,write', { problems: ['"write" is no access: xl knows r, ro, w, rw'] }],
    [
      '/x,raw,xvda,w,again',
      { problems: ['"again" is one too many: target, format, vdev, access is all that goes by its place'] },
    ],
    ['nfs:/x,xvda,w', { problems: ['"nfs:" is no prefix that xl knows'] }],
    ['size=5,/x', { problems: ['xl knows no size=5'] }],
    [
      'vdev=xvda,backendtype=raw,target=/x',
      { problems: ['"raw" is no backendtype: xl knows phy, tap, qdisk, standalone'] },
    ],
    ['', { problems: ['it has no vdev: which disk of the guest it is to be'] }],
  ])('%j', (raw, expected) => {
    expect(diskSpec(raw)).toMatchObject(expected)
  })

  test('of any text is taken apart, or refused in a sentence', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (raw) => {
        for (const problem of [...diskSpec(raw).problems, ...vifSpec(raw).problems])
          expect(problem).not.toMatch(/undefined|^$/)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a network interface', () => {
  test.each<[string, object]>([
    [
      'bridge=xenbr0, mac=00:16:3e:00:00:01',
      { settings: { bridge: 'xenbr0', mac: '00:16:3e:00:00:01' }, problems: [] },
    ],
    ['', { settings: {}, problems: [] }],
    ['brige=xenbr0', { problems: ['xl knows no brige='] }],
    ['xenbr0', { problems: ['xl knows no "xenbr0": a setting is name=value'] }],
    ['mac=00:16:3e', { problems: ['mac=00:16:3e is no address of six bytes, such as 00:16:3e:00:00:01'] }],
    ['type=pv', { problems: ['type=pv: xl knows vif and ioemu'] }],
  ])('%j', (raw, expected) => {
    expect(vifSpec(raw)).toMatchObject(expected)
  })
})
