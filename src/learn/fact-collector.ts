/** Collects the facts of one file. */
import type { FileFacts, FileValues } from '../model/facts.ts'

/** Notes a fact with the place where it was read; an undefined value is none. */
export type AddFact = <K extends keyof FileValues>(key: K, value: FileValues[K] | undefined, at: string) => void

/** The facts so far, and how to add one. */
export function factCollector(file: string): { readonly all: FileFacts; readonly learn: AddFact } {
  const all: Record<string, unknown> = {}
  return {
    all: all as FileFacts,
    learn: (key, value, at) => void (value !== undefined && (all[key] = { value, evidence: { file, at } })),
  }
}
