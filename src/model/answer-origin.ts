/** Where an answer comes from. */
import { visible } from './visible.ts'

/** A line of an answers file, `--set`, a file that was named in the answers, or what the program suggests. */
export type AnswerOrigin =
  | { readonly from: 'file'; readonly file: string; readonly line: number }
  | { readonly from: 'set' }
  | { readonly from: 'evidence'; readonly because: string }
  | { readonly from: 'suggestion'; readonly because: string; readonly restsOn?: 'custom' | 'guess' }
  | { readonly from: 'walk' }

/** An answer with its origin. */
export interface AnswerWithOrigin {
  readonly key: string
  /** The question. */
  readonly title: string
  /** As the answers file has it; not yet safe to print. */
  readonly text: string
  readonly origin: AnswerOrigin
  /** True where nothing but a default of the program speaks for it. */
  readonly isSuggested: boolean
}

/** How well an answer is founded: 0 for a guess, 4 for what somebody said. */
export function foundation(origin: AnswerOrigin): number {
  if (origin.from === 'suggestion') return origin.restsOn === 'guess' ? 0 : origin.restsOn === 'custom' ? 1 : 2
  return origin.from === 'evidence' ? 3 : 4
}

/** The origin in a few words, safe to print. */
export function originText(origin: AnswerOrigin): string {
  switch (origin.from) {
    case 'file':
      return visible(`${origin.file}:${origin.line}`)
    case 'set':
      return '--set, for this run'
    case 'walk':
      return 'answered in the wizard'
    case 'evidence':
      return visible(`read, because ${origin.because}`)
    case 'suggestion': {
      const { restsOn, because } = origin
      const how = restsOn === 'guess' ? 'a guess' : restsOn === 'custom' ? 'what is usual' : 'suggested'
      return visible(`${how}, because ${because}`)
    }
  }
}
