import { dtb, words, type Tree } from './dtb.ts'
import { learnFile } from '../src/learn/file.ts'
const run = (name: string, make: () => Uint8Array) => {
  const bytes = make(); const t = Date.now(); let r = ''
  try { const l = learnFile(bytes, 'x'); r = Object.keys(l.facts).join() } catch (e) { r = (e as Error).message.slice(0,100) }
  console.log(name, bytes.length, (Date.now() - t) + ' ms', r)
}
const gic = { 'gic: g': { compatible: 'arm,gic-v3', 'interrupt-controller': true as const, '#interrupt-cells': 3, '#address-cells': 0 } }
const serials = (n: number, f: (i: number) => Tree): Tree => Object.fromEntries(Array.from({ length: n }, (_, i) => [`serial@${i}`, f(i)]))
const which = process.env.WHICH
const cases: Record<string, () => Uint8Array> = {
  uarts: () => dtb({ ...serials(4096, (i) => ({ compatible: 'arm,pl011', reg: [i, 4], interrupts: [0, 1, 4] })), '#address-cells': 1, '#size-cells': 1, 'interrupt-parent': '&gic', ...gic }),
  ranges: () => dtb({ '#address-cells': 1, '#size-cells': 1, soc: { '#address-cells': 1, '#size-cells': 1, ranges: words(3 << 20, () => 0), ...serials(64, (i) => ({ compatible: 'arm,pl011', reg: [i, 4] })) } }),
  rangesdeep: () => { let t: Tree = serials(256, () => ({ compatible: 'arm,pl011', reg: [5, 4] })); for (let d = 0; d < 60; d++) t = { b: { '#address-cells': 1, '#size-cells': 1, ranges: words(3 * 1024, (i) => i >= 3*1023 ? (i % 3 === 2 ? 100 : 0) : 0xffffffff), ...t } }; return dtb({ '#address-cells': 1, '#size-cells': 1, ...t }) },
  cycmap: () => dtb({ '#address-cells': 1, '#size-cells': 1, 'interrupt-parent': '&a', 'a: a': { '#interrupt-cells': 1, '#address-cells': 0, 'interrupt-map': words(16383, (i) => i % 3 === 1 ? 1 : i % 3 === 0 ? (i > 16370 ? 7 : 5) : 7) }, ...serials(256, () => ({ compatible: 'arm,pl011', reg: [5, 4], interrupts: 7 })) }),
  manycells: () => dtb({ '#address-cells': 1500000, '#size-cells': 1, memory: { device_type: 'memory', reg: words(1500001, () => 1) } }),
  manysize: () => dtb({ '#address-cells': 1, '#size-cells': 1500000, u: { compatible: 'arm,pl011', reg: words(1500001, () => 1) } }),
  gic3: () => dtb({ '#address-cells': 1, '#size-cells': 1, g: { ...gic['gic: g'], '#redistributor-regions': 256, interrupts: [1, 9, 4], reg: words(3 << 20, () => 1) } }),
  status: () => dtb({ '#address-cells': 1, '#size-cells': 1, status: new Uint8Array(14 << 20), ...serials(64, () => ({ compatible: 'arm,pl011', reg: [5, 4] })) }),
  aliases: () => dtb({ aliases: Object.fromEntries(Array.from({ length: 100000 }, (_, i) => [`serial${i}`, '/serial@1'])), ...serials(4096, () => ({ compatible: 'x' })) }),
  nodes: () => dtb(Object.fromEntries(Array.from({ length: 400000 }, (_, i) => [`n${i}`, {}]))),
  proto: () => dtb({ 'serial@0': { compatible: 'constructor' } }),
  proto2: () => dtb({ 'serial@0': { compatible: ['constructor', '__proto__'] } }),
}
import {test} from 'vitest'
test('x', { timeout: 600000 }, () => {
for (const [n, f] of Object.entries(cases)) if (!which || n === which) run(n, f)
})
