/** Symptom pages as data: their front matter, and how one makes sure. */
import type { Page } from '../model/page.ts'
import type { Symptom } from '../model/symptom.ts'
import type { Library } from './library.ts'

type Written = Partial<Omit<Symptom, 'id' | 'says' | 'sure'>> &
  Pick<Symptom, 'title' | 'stage' | 'kind' | 'fix' | 'step'> & {
    readonly summary: string
  }

/** Every symptom that has a page, by id. */
export const symptomPages = (library: Library): readonly Symptom[] => library.all('symptoms').map(symptomOf)

/** `xenup content` has verified the form; here it is only turned into a value. */
export function symptomOf(page: Page): Symptom {
  const { summary, ...written } = page.attributes as unknown as Written
  return {
    patterns: [],
    with: [],
    without: [],
    disproof: [],
    reached: [],
    missing: [],
    follows: [],
    checks: [],
    ...written,
    id: page.id.slice('symptoms/'.length),
    says: summary,
    get sure() {
      return page.sections.find(({ heading }) => heading === sureSection)?.markdown ?? ''
    },
  }
}

/** Where a page says how one makes sure. */
export const sureSection = 'How to be sure'

/** An excerpt of a log on a page, and the line in which it begins. */
export interface LogExample {
  readonly line: number
  readonly log: string
}

/** The ```log fences of a page's text. */
export function logExamples(text: string): readonly LogExample[] {
  const lines = text.split('\n')
  return lines.flatMap((line, index) => {
    if (line !== '```log') return []
    const end = lines.indexOf('```', index)
    return [{ line: index + 2, log: `${lines.slice(index + 1, end < 0 ? undefined : end).join('\n')}\n` }]
  })
}
