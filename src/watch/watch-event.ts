/** What a watch tells of, in the order in which it happens, and how things stand. */
import type { JudgedLog } from '../diagnose/diagnose.ts'

export type WatchEvent =
  /** A line of the console, safe to print. */
  | { readonly kind: 'line'; readonly text: string }
  /** The board started again; boots are counted from 1. */
  | { readonly kind: 'boot'; readonly number: number }
  /** Something was reached, so many seconds after the boot's first line; `mark` is its place in the course, from 1. */
  | {
      readonly kind: 'rung'
      readonly seconds: number
      readonly proves: string
      readonly mark?: { readonly place: number; readonly of: number }
    }
  /** Nothing came for so long, where more should. */
  | { readonly kind: 'stall'; readonly seconds: number; readonly after: string }
  | { readonly kind: 'goes-on'; readonly seconds: number }
  /** Why a boot stopped, or may have. */
  | { readonly kind: 'diagnosis'; readonly judged: JudgedLog }
  /** Since the console was opened nothing came at all. */
  | { readonly kind: 'nothing'; readonly seconds: number }
  /** What comes is no text. */
  | { readonly kind: 'garbage' }

/** How things stand. */
export interface WatchState {
  /** The number of this boot; 0 before there is any. */
  readonly boot: number
  /** Since its first line. */
  readonly seconds: number
  /** Since the last byte. */
  readonly silent: number
  /** True while the console is not there. */
  readonly isAway: boolean
  /** How many lines of the course were seen, and how many there are. */
  readonly seen: number
  readonly course: number
  /** The line that should come next; not yet safe to print. */
  readonly next?: string | undefined
  /** The line that has not ended, as shown so far. */
  readonly open: string
}
