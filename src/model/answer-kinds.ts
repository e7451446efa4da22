/** The kinds of decisions: how the text of each is read, refused and shown. */
import { limits } from './limits.ts'
import { hex, parseSize, sizeWithUnit } from './quantity.ts'
import { invisible, unprintable } from './visible.ts'

/** What became of a text: a value, or the sentence that says why not (it continues the quoted text). */
export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly says: string }

/** How one decision is written, read and described. */
export interface Decision<T> {
  readonly kind: 'choice' | 'text' | 'path' | 'size' | 'count' | 'address'
  /** One line for the schema and for --help. */
  readonly about: string
  /** The valid values, when they can be listed. */
  readonly values?: readonly string[]
  /** Other words that are read as one of the values. */
  readonly others?: readonly string[]
  /** A regular expression that every valid text matches, for editors. */
  readonly pattern?: string
  read(text: string): Reading<T>
  show(value: T): string
}

/** One of several values; `others` are words for some of them, which are read and never written. */
export function choice<const V extends string>(
  about: string,
  values: readonly V[],
  others: Readonly<Record<string, V>> = {},
): Decision<V> {
  const words = [...values, ...Object.keys(others)]
  return {
    kind: 'choice',
    about,
    values,
    ...(words.length > values.length && { others: Object.keys(others) }),
    show: (value) => value,
    read(typed) {
      const value = Object.hasOwn(others, typed) ? others[typed] : values.find((one) => one === typed)
      return value === undefined ? { ok: false, says: `is not one of ${words.join(', ')}` } : { ok: true, value }
    },
  }
}

/** The user's word, or evidence, that a step is done; `not-yet` keeps it open without stopping anything. */
export function gate(about: string) {
  return choice(about, ['not-yet', 'done'])
}

/** A root device in the words of root=; the word `none` stands for none. */
export function rootDevice(about: string): Decision<string> {
  return matching(
    about,
    /^(none|\/dev\/[A-Za-z0-9/._-]{1,120}|(PART)?UUID=[A-Fa-f0-9-]{1,60}|(PART)?LABEL=[A-Za-z0-9._-]{1,60})$/,
    '/dev/mmcblk0p2',
  )
}

export function text(about: string, rule: { empty?: boolean; max: number }): Decision<string> {
  return {
    kind: 'text',
    about,
    show: (value) => value,
    read(typed) {
      const odd = unprintable(typed)
      if (odd) return { ok: false, says: `has ${odd}; a command line is printable ASCII on one line` }
      if (typed === '' && !rule.empty) return { ok: false, says: 'is empty' }
      if (typed.length > rule.max) return { ok: false, says: `has ${typed.length} characters; at most ${rule.max} fit` }
      return { ok: true, value: typed }
    },
  }
}

export function matching(about: string, pattern: RegExp, example: string): Decision<string> {
  return {
    kind: 'text',
    about,
    pattern: pattern.source,
    show: (value) => value,
    read: (typed) =>
      pattern.test(typed)
        ? { ok: true, value: typed }
        : { ok: false, says: `is not ${about}; it is written like ${example}` },
  }
}

/** A file on this machine; the word `none` stands for no file (a file of that name is written ./none). */
export function path(about: string): Decision<string> {
  return {
    kind: 'path',
    about,
    show: (value) => value,
    read(typed) {
      if (typed === '') return { ok: false, says: 'is empty; name a file' }
      if (typed.length > limits.path.most)
        return { ok: false, says: `has ${typed.length} characters; a path has at most ${limits.path.most}` }
      const odd = invisible(typed)
      return odd ? { ok: false, says: `has ${odd}; rename the file` } : { ok: true, value: typed }
    },
  }
}

/**
 * A file on the boot medium, relative to the partition's root: no way up, nothing that FAT or U-Boot would read
 * otherwise.
 */
export function mediumPath(about: string): Decision<string> {
  const pattern =
    /^(?!.*(?:^|\/)\.\.?(?:\/|$))[A-Za-z0-9._+@=~^-][A-Za-z0-9._+@=~^ -]*(?:\/[A-Za-z0-9._+@=~^-][A-Za-z0-9._+@=~^ -]*)*(?<![ .])$/
  return {
    kind: 'text',
    about,
    pattern: pattern.source,
    show: (value) => value,
    read(typed) {
      if (typed.length > 128) return { ok: false, says: `has ${typed.length} characters; at most 128 fit` }
      return pattern.test(typed)
        ? { ok: true, value: typed }
        : {
            ok: false,
            says: `is not a name for the boot medium; letters, digits, . _ + @ = ~ ^ - and folders with / are, such as Image or xen/Image-6.1`,
          }
    },
  }
}

/** A path inside dom0; the word `none` stands for no file. */
export function dom0Path(about: string): Decision<string> {
  return {
    kind: 'text',
    about,
    pattern: '^(none|/.+)$',
    show: (value) => value,
    read(typed) {
      const odd = unprintable(typed)
      if (odd) return { ok: false, says: `has ${odd}` }
      if (typed.length > 1024) return { ok: false, says: `has ${typed.length} characters; at most 1024 fit` }
      return typed === 'none' || /^\/.*[^/]$/.test(typed)
        ? { ok: true, value: typed }
        : { ok: false, says: 'is not a full path of a file in dom0, such as /srv/xen/Image' }
    },
  }
}

export function size(about: string): Decision<bigint> {
  return {
    kind: 'size',
    about,
    pattern: '^\\s*[0-9]+(\\.[0-9]{1,3})?\\s*[KMGTkmgt]([iI]?[Bb])?\\s*$',
    show: sizeWithUnit,
    read(typed) {
      const parsed = parseSize(typed)
      if (!parsed.ok) return parsed
      // dom0_mem and xl's memory= are whole MiB in practice: xl has no smaller unit (xl.cfg(5), memory=MBYTES).
      if (parsed.bytes % (1n << 20n) !== 0n)
        return { ok: false, says: 'is not a whole number of MiB, which is the unit of xl and of a Xen bank' }
      if (parsed.bytes === 0n) return { ok: false, says: 'is nothing at all' }
      // xen.git c447b7308b13 SUPPORT.md, "Physical Memory": Arm64 up to 2 TiB, Arm32 up to 12 GiB.
      if (parsed.bytes > 2n << 40n) return { ok: false, says: 'is above 2 TiB, more than Xen on Arm supports' }
      return { ok: true, value: parsed.bytes }
    },
  }
}

/** A size, or a word for another way to tell. */
export function sizeOr<const W extends string>(about: string, word: W): Decision<bigint | W> {
  const sized = size(about)
  return {
    ...sized,
    pattern: `${sized.pattern}|^${word}$`,
    show: (value) => (typeof value === 'bigint' ? sized.show(value) : value),
    read: (typed) => (typed === word ? { ok: true, value: word } : sized.read(typed)),
  }
}

export function count(about: string, least: number, most: number): Decision<number> {
  return {
    kind: 'count',
    about,
    pattern: '^[0-9]+$',
    show: String,
    read(typed) {
      const value = /^\d{1,6}$/.test(typed) ? Number(typed) : Number.NaN
      return value >= least && value <= most
        ? { ok: true, value }
        : { ok: false, says: `is not a whole number from ${least} to ${most}` }
    },
  }
}

export function address(about: string): Decision<bigint> {
  return {
    kind: 'address',
    about,
    pattern: '^0[xX][0-9a-fA-F]{1,16}$',
    show: hex,
    read: (typed) =>
      /^0x[0-9a-f]{1,16}$/i.test(typed)
        ? { ok: true, value: BigInt(typed) }
        : { ok: false, says: 'is not an address; write it in hexadecimal, such as 0x42000000' },
  }
}
