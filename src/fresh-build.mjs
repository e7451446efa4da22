/**
 * Part of `npm start`, and of the tests that run the program: builds it when there is no build, or when a source is newer
 * than it, so that nobody runs what they have changed since.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** All that `npm run build` makes the program of. */
const inputs = ['src', 'steps', 'templates', 'content', 'package.json', 'tsconfig.json', 'tsconfig.build.json']

/**
 * When the newest of some files and folders, and of all below them, was changed; 0 when there is none.
 * @param {string} folder
 * @param {readonly string[]} paths
 * @returns {number} milliseconds since 1970
 */
export function newest(folder, paths) {
  const times = paths.flatMap((path) => {
    const at = join(folder, path)
    const stat = statSync(at, { throwIfNoEntry: false })
    if (!stat) return []
    // The time of a folder is that of its last file to come or go.
    return stat.isDirectory() ? [stat.mtimeMs, newest(at, readdirSync(at))] : [stat.mtimeMs]
  })
  return Math.max(0, ...times)
}

/** Builds the program when it is older than what it is made of; an Error with the output when that fails. */
export function buildWhenStale() {
  // The build writes it last.
  const built = newest(root, ['dist/src/main.js'])
  if (built > newest(root, inputs)) return
  process.stderr.write(
    `${built === 0 ? 'there is no build yet' : 'the build is older than its sources'}: npm run build\n`,
  )
  const { status, stdout, stderr } = spawnSync('npm', ['run', 'build', '--silent'], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`npm run build ended with ${status}:\n${stdout}${stderr}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildWhenStale()
