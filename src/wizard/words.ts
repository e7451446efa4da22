/** The pages' words about questions, steps and who uses an answer. */
import { checks } from '../checks/index.ts'
import type { Library } from '../content/library.ts'
import { partOf, plainParagraph } from '../content/parts.ts'
import type { Words } from '../engine/build-screen.ts'
import type { AnswerKey } from '../model/answers.ts'
import type { Need } from '../model/material.ts'

/** Words from a library; `usedIn` names the artifacts that an answer went into, once they were rendered. */
export function wordsOf(library: Library, usedIn: (key: AnswerKey) => readonly string[]): Words {
  const section = (step: string, key: string) => library.section(step, key)?.markdown
  return {
    purpose: (step, key) => plainParagraph(partOf(section(step, key) ?? '', 'What it is.')),
    page: section,
    howTo: (step, key) => partOf(section(step, key) ?? '', 'How to find out.'),
    minutes(step, onModel) {
      const { minutes, 'minutes-on-a-model': onAModel } = library.page(`steps/${step}`)?.attributes ?? {}
      const wanted = onModel ? (onAModel ?? minutes) : minutes
      return typeof wanted === 'number' ? wanted : undefined
    },
    usedBy: (key) => [
      ...usedIn(key),
      ...checks
        .filter(({ needs }) => needs.includes(key) || needs.includes(`read:${key}` as Need))
        .map(({ id }) => `check ${id}`),
    ],
  }
}
