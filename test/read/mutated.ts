/** A file after an accident: bytes changed, taken out, put in, cut off. */
import fc from 'fast-check'

/** Copies of `bytes` with one to four accidents each. */
export function mutated(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const at = fc.nat(bytes.length - 1)
  const telling = fc.constantFrom(0, 1, 2, 3, 4, 5, 9, 16, 0xff, 0x7fffffff, 0x80000000, 0xffffffff)
  const accident: fc.Arbitrary<(now: Buffer) => Buffer> = fc.oneof(
    fc.tuple(at, fc.integer({ min: 0, max: 255 })).map(
      ([place, value]) =>
        (now: Buffer) =>
          now.length > place ? (now.writeUInt8(value, place), now) : now,
    ),
    fc.tuple(at, fc.nat(7)).map(
      ([place, bit]) =>
        (now: Buffer) =>
          now.length > place ? (now.writeUInt8(now[place]! ^ (1 << bit), place), now) : now,
    ),
    fc.tuple(at, telling).map(([place, value]) => (now: Buffer) => {
      const word = place & ~3
      return now.length >= word + 4 ? (now.writeUInt32BE(value, word), now) : now
    }),
    at.map((place) => (now: Buffer) => now.subarray(0, place)),
    fc.tuple(at, fc.nat(40)).map(
      ([place, count]) =>
        (now: Buffer) =>
          Buffer.concat([now.subarray(0, place), now.subarray(place + count)]),
    ),
    fc.tuple(at, fc.uint8Array({ maxLength: 40 })).map(
      ([place, more]) =>
        (now: Buffer) =>
          Buffer.concat([now.subarray(0, place), more, now.subarray(place)]),
    ),
    fc.tuple(at, at, fc.nat(64)).map(([from, to, count]) => (now: Buffer) => {
      now.copyWithin(Math.min(to, now.length), Math.min(from, now.length), Math.min(from + count, now.length))
      return now
    }),
  )
  return fc
    .array(accident, { minLength: 1, maxLength: 4 })
    .map((accidents) => new Uint8Array(accidents.reduce<Buffer>((now, change) => change(now), Buffer.from(bytes))))
}
