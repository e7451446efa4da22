/**
 * `npm run mutants`: changes the program in small ways and sees whether a test notices. A change that no test notices is
 * a place where a mistake could hide; each is printed, to be looked at.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Accepted, isAccepted, unused } from './accepted.ts'
import type { Mutant } from './operators.ts'
import { type Fate, type MutatedFile, mutatedFiles, Runner, type Settings, tookTooLong } from './runner.ts'
import { randomNumbers, sample } from './sample.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

const usage = `npm run mutants -- [options]

  --folder PATH   what to change: a folder, or a part of file names (src/read/fdt); may come again
  --tests GLOB    the tests that must notice; may come again
  --count N       how many mutants to draw in each (40)
  --all           every mutant
  --seed N        draw the same ones again
  --seconds N     what the tests of one mutant may cost (20)
  --json          the result as JSON
`

/**
 * What is looked at unless --folder says otherwise: what decides, judges, quotes, reads and shows; and the tests that are
 * about it. Whole programs and hundreds of answers at random find little that these do not, and take minutes.
 */
const folders: Readonly<Record<string, readonly string[]>> = {
  'src/plan': ['test/plan/**/*.test.ts', 'test/artifacts/{render,same-bytes}.test.ts', 'test/checks/overlap.test.ts'],
  'src/checks': ['test/checks/**/*.test.ts'],
  'src/artifacts/quote': ['test/artifacts/quote-*.test.ts'],
  'src/read/fdt': ['test/read/**/*.test.ts', 'test/learn/device-tree/**/*.test.ts', 'test/learn/*.test.ts'],
  'src/engine': [
    'test/engine/**/*.test.ts',
    'test/steps/**/*.test.ts',
    'test/fronts/plain.test.ts',
    'test/wizard/**/*.test.ts',
  ],
  'src/console': [
    'test/console/**/*.test.ts',
    'test/learn/log/**/*.test.ts',
    'test/rehearse/**/*.test.ts',
    'test/wizard/**/*.test.ts',
  ],
  'src/fronts/tui': ['test/fronts/tui/**/*.test.ts'],
}

/** The tests about a folder: those of the table, or those in the folder of the same name. */
const testsAbout = (folder: string): readonly string[] =>
  folders[folder] ?? [`${folder.replace(/^src/, 'test')}/**/*.test.ts`]

/** As in vitest.config.ts: some tests run the built program, and all make their folders in one place. */
const globalSetup = ['test/fresh-build.ts', 'test/own-folders.ts']

/** One mutant and what became of it. */
interface Result {
  readonly file: string
  readonly line: number
  readonly change: string
  readonly fate: Fate
}

/** Runs the command; the exit status is 0 when each folder reaches the score that the project asks for. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      folder: { type: 'string', multiple: true },
      tests: { type: 'string', multiple: true },
      count: { type: 'string', default: '40' },
      all: { type: 'boolean', default: false },
      seed: { type: 'string' },
      seconds: { type: 'string', default: '20' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e6))
  const count = values.all ? Number.POSITIVE_INFINITY : Number(values.count)
  const say = (text: string): void => (values.json ? console.error(text) : console.log(text))
  say(`seed ${seed}`)
  const results: Record<string, readonly Result[]> = {}
  for (const folder of values.folder ?? Object.keys(folders)) {
    const paths = sourcesIn(folder)
    if (paths.length === 0) {
      say(`${folder}: there is no such file`)
      continue
    }
    const tests = values.tests ?? testsAbout(folder)
    const settings = { root, tests, globalSetup, budget: Number(values.seconds) * 1000, patience: 15_000 }
    results[folder] = await judged(paths, settings, { count, seed }, say)
    say(`${folder}: ${summary(results[folder])}`)
  }
  if (values.json) console.log(JSON.stringify({ seed, results }, null, 2))
  return Object.values(results).every((some) => score(some) >= wanted) ? 0 : 1
}

/** The share of mutants that has to be killed. */
const wanted = 0.85

/** The sources in a folder, or those whose path begins like this. */
function sourcesIn(start: string): readonly string[] {
  const isFolder = statSync(join(root, start), { throwIfNoEntry: false })?.isDirectory() === true
  const folder = isFolder ? start : start.slice(0, start.lastIndexOf('/'))
  if (!statSync(join(root, folder), { throwIfNoEntry: false })?.isDirectory()) return []
  return readdirSync(join(root, folder), { recursive: isFolder, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((path) => /\.tsx?$/.test(path) && path.startsWith(isFolder ? `${start}/` : start))
    .sort()
}

/** Draws mutants of some files and finds out what becomes of each. */
async function judged(
  paths: readonly string[],
  settings: Settings,
  { count, seed }: { readonly count: number; readonly seed: number },
  say: (text: string) => void,
): Promise<readonly Result[]> {
  const accepted = JSON.parse(readFileSync(join(root, 'mutants/accepted.json'), 'utf8')) as readonly Accepted[]
  for (const { file, change } of unused(accepted, root, paths))
    say(`no longer there, though accepted: ${file} ${change}`)
  const files = mutatedFiles(root, paths)
  const all = files.flatMap((file) => file.mutants.map((mutant) => ({ file, mutant })))
  const open = all.filter(({ file, mutant }) => !isAccepted(accepted, root, file.path, mutant))
  const drawn = sample(open, count, randomNumbers(seed))
  const runner = await Runner.start(settings, files)
  say(`${paths.length} files, ${all.length} mutants (${all.length - open.length} accepted), ${runner.tests} tests`)
  const results: Result[] = []
  for (const { file, mutant } of drawn) {
    const result = await resultOf(runner, file, mutant)
    results.push(result)
    if (result.fate.kind !== 'killed') say(described(result))
  }
  await runner.close()
  return results
}

const resultOf = async (runner: Runner, file: MutatedFile, mutant: Mutant): Promise<Result> => ({
  file: file.path,
  line: mutant.line,
  change: mutant.change,
  fate: await runner.fate(file, mutant),
})

const described = ({ file, line, change, fate }: Result): string =>
  `${file}:${line}  ${fate.kind === 'survived' ? `${fate.tests} tests pass` : 'no test gets there'}\n    ${change}`

const isKilled = ({ fate }: Result): boolean => fate.kind === 'killed'

const score = (results: readonly Result[]): number =>
  results.length === 0 ? 1 : results.filter(isKilled).length / results.length

function summary(results: readonly Result[]): string {
  const late = results.filter(({ fate }) => fate.kind === 'killed' && fate.by === tookTooLong).length
  const of = `${results.filter(isKilled).length} of ${results.length} killed (${Math.round(100 * score(results))} %)`
  return late === 0 ? of : `${of}, ${late} of them because they took too long`
}
