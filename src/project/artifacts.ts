/** The artifacts of a plan, rendered from the templates of the package. */
import { basename, join } from 'node:path'
import { newAnswersText, schemaFile, setAnswers } from '../answers/document.ts'
import type { LoadedAnswers } from '../answers/save.ts'
import { schemaText } from '../answers/schema-text.ts'
import type { Artifact } from '../artifacts/render.ts'
import { version } from '../content/package-file.ts'
import type { Answers } from '../model/answers.ts'
import type { Plan } from '../model/plan.ts'
import type { Evaluation } from './evaluation.ts'
import { answersName, type ProjectPaths } from './paths.ts'

/** The answers file with these answers: comments and order of the loaded one are kept. */
export const answersText = (answers: Answers, loaded: LoadedAnswers | undefined): string =>
  loaded ? setAnswers(loaded.document, answers, loaded) : newAnswersText(answers)

/** The names of the answers files as headers have them: plain in every language, whatever they are. */
const answersFileIn = ({ layers }: ProjectPaths): string =>
  layers.length === 0
    ? answersName
    : layers
        .map((path) => basename(path).replace(/[^A-Za-z0-9._+-]/g, '_'))
        .join(' and ')
        .slice(0, 200)

/**
 * The artifacts of a plan, or those of some templates; the answers file is one of them. Where it is the very file that
 * was read, it is left as it is.
 */
export async function artifactsOf(
  ready: Plan,
  { answers, open, verdicts }: Evaluation,
  loaded: LoadedAnswers | undefined,
  places: ProjectPaths,
  isWanted?: (template: string) => boolean,
): Promise<readonly Artifact[]> {
  const [{ render }, { templates }] = await Promise.all([import('../artifacts/render.ts'), import('./templates.ts')])
  const localFiles = Object.fromEntries(
    ready.loads.flatMap(({ role, localFile }) => (localFile === undefined ? [] : [[role, localFile]])),
  )
  // The handbook is made from the answers that count, and is to be the same when they alone are left.
  const findings = verdicts.findings.filter(({ rule }) => rule !== 'unused-answer')
  const rendered = render(
    ready,
    { version: version(), answersFile: answersFileIn(places), verdicts: { ...verdicts, findings }, open, localFiles },
    templates,
    isWanted,
  )
  // Left out, it would be taken for one that is no longer needed, and removed.
  const isOwn = places.answers === join(places.output, answersName)
  const text = isOwn ? loaded?.document.text : answersText(answers, loaded)
  return [
    ...rendered,
    ...(text === undefined ? [] : [{ path: answersName, bytes: Buffer.from(text) }]),
    { path: schemaFile, bytes: Buffer.from(schemaText()) },
  ]
}
