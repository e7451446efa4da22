/**
 * The forms that the answers file has had, and what each changed: keys that are called otherwise, values that are written
 * otherwise. Files of every form are read; a key that changes or goes needs a row here.
 */

/** Something that a version changed, and why. */
export interface FormChange {
  /** A clause that goes on after "because". */
  readonly because: string
  /** What each key is called from then on; the step may be another one too. */
  readonly renames?: Readonly<Record<string, string>>
  /** By a key as it is called from then on, what each of its texts is written as. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** One version of the form, after version 1. */
export interface AnswerForm {
  readonly version: number
  /** The release of xenup that writes it first; that one and all later ones read it. */
  readonly since: string
  readonly changes: readonly FormChange[]
}

/** In their order; version 1 came before them, and the last one is written today. */
export const answerForms: readonly AnswerForm[] = [
  {
    version: 2,
    since: '0.1.0',
    changes: [
      {
        because: 'beside xen.file and boot-media.xen-address a bare xen did not say that it is a name on the medium',
        renames: {
          'boot-media.xen': 'boot-media.xen-name',
          'boot-media.kernel': 'boot-media.kernel-name',
          'boot-media.initrd': 'boot-media.initrd-name',
          'boot-media.dtb': 'boot-media.dtb-name',
        },
      },
      {
        because: 'it chooses what pages, findings and the handbook call the boot method',
        renames: { 'boot-media.way': 'boot-media.method' },
      },
    ],
  },
]

/** The version that is written. */
export const currentVersion = answerForms.at(-1)!.version

/** An answer as today's form has it. */
export interface TodaysAnswer {
  readonly key: string
  readonly text: string
  /** What changed it, in their order; empty where it is what it was. */
  readonly changes: readonly FormChange[]
}

/** The forms after a version. */
export const formsAfter = (version: number, forms = answerForms): readonly AnswerForm[] =>
  forms.filter((form) => form.version > version)

/** An answer of a file with that version, as it is written today. */
export function inTodaysForm(key: string, text: string, version: number, forms = answerForms): TodaysAnswer {
  let today: TodaysAnswer = { key, text, changes: [] }
  for (const change of formsAfter(version, forms).flatMap(({ changes }) => changes)) {
    const name = own(change.renames, today.key) ?? today.key
    const value = own(own(change.values, name), today.text) ?? today.text
    if (name === today.key && value === today.text) continue
    today = { key: name, text: value, changes: [...today.changes, change] }
  }
  return today
}

/** What a key of any version is called today, and since which version; undefined where it was never called otherwise. */
export function renamedKey(
  key: string,
  forms = answerForms,
): { readonly key: string; readonly version: number } | undefined {
  const form = forms.find(({ changes }) => changes.some(({ renames }) => own(renames, key) !== undefined))
  return form && { key: inTodaysForm(key, '', form.version - 1, forms).key, version: form.version }
}

/** Keys that files of that version may have, and today's files have not. */
export const oldKeys = (version: number, forms = answerForms): readonly string[] =>
  formsAfter(version, forms).flatMap(({ changes }) => changes.flatMap(({ renames = {} }) => Object.keys(renames)))

/** A row's own entry: keys come from files, and `constructor` is nobody's. */
const own = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined
