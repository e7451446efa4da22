/** The boot script takes a device tree of another size than the planned one, as long as there is room for it. */
import { expect, test } from 'vitest'
import { boardIn, ownFolder, rendered } from './fixtures.ts'

const hex = (text: string | undefined): bigint => BigInt(text ?? 'missing')

test('the largest device tree that is taken ends before the next file, when it has grown for our nodes', () => {
  const folder = ownFolder()
  const script = rendered(boardIn(folder), folder)['boot/boot.cmd']!
  const loads = [...script.matchAll(/^ *if load \S+ \S+ (0x[\da-f]+) (\S+); then\n[^]*?itest \S+ -le (0x[\da-f]+);/gm)]
  const tree = loads.find(([, , file]) => file!.endsWith('.dtb'))
  const [address, largest] = [hex(tree?.[1]), hex(tree?.[3])]
  const growth = hex(/fdt resize (0x[\da-f]+)/.exec(script)?.[1])
  const [next] = loads
    .map(([, at]) => hex(at))
    .filter((at) => at > address)
    .sort((a, b) => (a < b ? -1 : 1))
  expect(growth).toBeGreaterThan(0n)
  expect(largest).toBeGreaterThan(growth)
  expect(address + largest + growth).toBeLessThanOrEqual(next!)
})
