/** Findings, memory map, files: looked over, then written. */
import type { Step } from '../src/engine/step.ts'

export const review: Step = {
  id: 'review',
  title: 'Look it over and write',
  after: ['boot-media', 'console', 'guest'],
  questions: [],
}
