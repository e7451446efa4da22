import { describe, expect, test } from 'vitest'
import { parseFile } from '../../src/learn/file.ts'
import { inspectionText } from '../../src/report/inspection.ts'

const learn = (text: string): Record<string, unknown> => {
  const { kind, facts } = parseFile(Buffer.from(text), 'guest1.cfg')
  return { kind, ...Object.fromEntries(Object.entries(facts).map(([key, fact]) => [key, fact.value])) }
}

const guest =
  'name = "guest1"\nkernel = "/srv/Image"\nmemory = 256\nvcups = 2\ndisk = [ "phy:/dev/loop0,xvda,w" ]\nvif = [ "bridge=xenbr0" ]\n'

describe("a guest's configuration that the user brings", () => {
  test('tells settings, disks and interfaces, and the keys that xl ignores', () => {
    expect(learn(guest)).toMatchObject({
      kind: 'xl-config',
      'xl.lineEnds': 'lf',
      'xl.unknown': [{ key: 'vcups', line: 4, meant: 'vcpus' }],
      'xl.disks': [
        {
          raw: 'phy:/dev/loop0,xvda,w',
          line: 5,
          target: '/dev/loop0',
          vdev: 'xvda',
          access: 'rw',
          deprecated: 'phy:',
          problems: [],
        },
      ],
      'xl.vifs': [{ raw: 'bridge=xenbr0', line: 6, settings: { bridge: 'xenbr0' }, problems: [] }],
    })
    expect(learn(guest)).not.toHaveProperty(['xl.problems'])
  })

  test('from Windows says so once, not on every line', () => {
    expect(learn(guest.replaceAll('\n', '\r\n'))).toMatchObject({
      'xl.lineEnds': 'crlf',
      'xl.problems': ['its lines end in CR LF, and xl takes LF only: it stops on the first line'],
    })
  })

  test('with a single value where xl takes a list says so', () => {
    expect(learn(`${guest}virtio = "type=x"\n`)).toMatchObject({
      'xl.problems': ['line 7: virtio is a single value, and xl takes a list: virtio = [ "…" ]'],
    })
  })

  test('with a byte order mark says so: an editor hides it, and xl stops there', () => {
    expect(learn(`\u{feff}${guest}`)['xl.problems']).toEqual([
      'it begins with a byte order mark, which an editor put there: xl stops on the first line',
    ])
  })

  test('is one with comments in any language', () => {
    expect(parseFile(Buffer.from(`# первый гость\n# 最初のゲスト、カーネルはここ\n${guest}`), 'guest1.cfg').kind).toBe(
      'xl-config',
    )
  })

  test('is shown in 80 columns', () => {
    expect(inspectionText(parseFile(Buffer.from(guest), 'guest1.cfg'), 80)).toMatchInlineSnapshot(`
      "guest1.cfg: a guest configuration for xl
        file.size            122 bytes (122 bytes)  (its size)
        xl.settings          name = "guest1"  line 1
                             kernel = "/srv/Image"  line 2
                             memory = 256  line 3
                             vcups = 2  line 4
                             disk = [ "phy:/dev/loop0,xvda,w" ]  line 5
                             vif = [ "bridge=xenbr0" ]  line 6
                             (lines 1 to 6)
        xl.unknown           vcups  line 4  (vcpus?)
                             (lines 1 to 6; xl ignores what it does not know)
        xl.disks             /dev/loop0  raw  xvda  rw  line 5  (phy: is deprecated)
                             (line 5)
        xl.vifs              bridge=xenbr0  line 6  (line 6)
        xl.lineEnds          lf  (its line ends)
      "
    `)
  })
})
