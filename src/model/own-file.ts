/** What a suggestion rests on that names no file. */
import type { Answers } from './answers.ts'

/**
 * Of a package that was taken only the user knows where its file lies; on a model, and where it is yet to be built, none
 * is needed now.
 */
export const onlyUserKnows = (answers: Answers, source: 'xen.source' | 'dom0-kernel.source'): 'custom' | 'guess' =>
  answers['goal.target'] === 'hardware' && answers[source] !== 'build' ? 'guess' : 'custom'
