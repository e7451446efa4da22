/**
 * Forms of front matter: what a value must look like, and for one that does not, where it stands and a sentence for the
 * author.
 */

type Path = readonly (string | number)[]

/** One thing that is wrong. */
export interface Misfit {
  readonly path: Path
  readonly says: string
}

/** What is wrong with the value that stands at a path; nothing when all is well. */
export type Form = (value: unknown, path: Path) => readonly Misfit[]

/** A value of which a yes or no can be said; `want` continues "is not …". */
export const fits =
  (is: (value: unknown) => boolean, want: string): Form =>
  (value, path) =>
    is(value) ? [] : [{ path, says: `has ${nameOf(path)} that is not ${want}` }]

export const anything: Form = () => []
export const text = fits((value) => typeof value === 'string' && value.trim() !== '', 'a text')
export const truth = fits((value) => typeof value === 'boolean', 'true or false')
export const count = fits((value) => Number.isSafeInteger(value) && (value as number) > 0, 'a whole number above 0')
export const address = fits(
  (value) => typeof value === 'string' && /^0x[0-9a-f]{1,16}$/.test(value),
  'an address or size written 0x… in lower case, without quotes',
)

/** A text that is written like the example. */
export const written = (pattern: RegExp, example: string): Form =>
  fits((value) => typeof value === 'string' && pattern.test(value), `written like ${example}`)

export const oneOf = (...words: readonly string[]): Form =>
  fits((value) => words.includes(value as string), `one of ${words.join(', ')}`)

export const list =
  (item: Form): Form =>
  (value, path) =>
    Array.isArray(value)
      ? value.flatMap((one, index) => item(one, [...path, index]))
      : [{ path, says: `has ${nameOf(path)} that is not a list` }]

/** A mapping with these keys and no others; a key that ends in ? may be missing. */
export const mapping =
  (shape: Readonly<Record<string, Form>>): Form =>
  (value, path) => {
    const fields = Object.entries(shape).map(([key, form]) => ({
      key: key.replace(/\?$/, ''),
      form,
      optional: key.endsWith('?'),
    }))
    const wanted = fields.map(({ key }) => key).join(', ')
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return [{ path, says: `has ${nameOf(path)} that is not a mapping { ${wanted} }` }]
    const has = value as Readonly<Record<string, unknown>>
    return [
      ...Object.keys(has)
        .filter((key) => !fields.some((field) => field.key === key))
        .map((key) => ({
          path: [...path, key],
          says: `has ${nameOf([...path, key])}, which nobody reads; there are ${wanted}`,
        })),
      ...fields.flatMap(({ key, form, optional }) => {
        if (has[key] !== undefined) return form(has[key], [...path, key])
        return optional ? [] : [{ path, says: `lacks ${nameOf([...path, key])}` }]
      }),
    ]
  }

/** A mapping with one key of these. */
export const oneKeyOf =
  (shape: Readonly<Record<string, Form>>): Form =>
  (value, path) => {
    const keys = typeof value === 'object' && value !== null ? Object.keys(value) : []
    const form = keys.length === 1 && Object.hasOwn(shape, keys[0]!) ? shape[keys[0]!] : undefined
    return form
      ? form((value as Readonly<Record<string, unknown>>)[keys[0]!], [...path, keys[0]!])
      : [{ path, says: `has ${nameOf(path)} that is not { key: … } with one key of ${Object.keys(shape).join(', ')}` }]
  }

/** The place by its keys; the line tells which item of a list it is. */
const nameOf = (path: Path): string => path.filter((part) => typeof part === 'string').join('.')
/** What is wrong, and in which line of the page. */

export interface FormProblem {
  readonly line: number
  readonly says: string
}
