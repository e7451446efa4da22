/** Answers put together to larger values, and all that is missing of them named at once. */
import { type AnswerKey, type Answers, decisions } from '../model/answers.ts'
import type { Refusal } from '../model/refusal.ts'

/** A piece of what is decided, or why it is not. */
export type Answered<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusals: readonly Refusal[] }

/** A piece that needs no answer. */
export const given = <const T>(value: T): Answered<T> => ({ ok: true, value })

/** A piece that cannot be. */
export const refused = (refusal: Refusal): Answered<never> => ({ ok: false, refusals: [refusal] })

/** A piece that does not apply. */
export const nothing: Answered<undefined> = given(undefined)

/** One answer; without it, the sentence that asks for it. */
export function answerTo<K extends AnswerKey>(answers: Answers, key: K): Answered<NonNullable<Answers[K]>> {
  const value = answers[key]
  if (value !== undefined && value !== null) return given(value)
  return refused({
    says: `There is no answer to ${key} (${decisions[key].about}), and no plan without it`,
    at: `answer ${key}`,
    fix: `Answer it with --set ${key}=…, in the file, or in the wizard; "xenup explain ${key}" tells how to find out.`,
  })
}

/** A piece made of another. */
export const andThen = <T, U>(one: Answered<T>, next: (value: T) => Answered<U>): Answered<U> =>
  one.ok ? next(one.value) : one

/** A piece as another value. */
export const mapped = <T, U>(one: Answered<T>, next: (value: T) => U): Answered<U> =>
  andThen(one, (value) => given(next(value)))

type Of<A> = A extends { readonly ok: true; readonly value: infer T } ? T : never
type Optional<P> = { [K in keyof P]: undefined extends Of<P[K]> ? K : never }[keyof P]

/** The pieces as one value; what does not apply is a missing key. */
export type Together<P> = { readonly [K in Exclude<keyof P, Optional<P>>]: Of<P[K]> } & {
  readonly [K in Optional<P>]?: Exclude<Of<P[K]>, undefined>
}

/** All pieces, or everything that is missing of them. */
export function together<P extends Readonly<Record<string, Answered<unknown>>>>(pieces: P): Answered<Together<P>> {
  const entries = Object.entries(pieces)
  const refusals = entries.flatMap(([, piece]) => (piece.ok ? [] : piece.refusals))
  if (refusals.length > 0) return { ok: false, refusals }
  const values = entries.flatMap(([key, piece]) => (piece.ok && piece.value !== undefined ? [[key, piece.value]] : []))
  return given(Object.fromEntries(values) as Together<P>)
}
