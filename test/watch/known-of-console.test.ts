import { describe, expect, test } from 'vitest'
import { parseSetting } from '../../src/answers/set.ts'
import type { Io } from '../../src/model/io.ts'
import { library, openSession, settleAll } from '../../src/project/open.ts'
import { projectPaths } from '../../src/project/paths.ts'
import { knownOfConsole } from '../../src/project/watching.ts'
import { boardIn } from '../artifacts/fixtures.ts'
import { ownFolder } from '../commands/program.ts'

/** What a board's answers tell of its console. */
function known(answers: (folder: string) => Readonly<Record<string, string>>) {
  const folder = ownFolder()
  const places = projectPaths({}, { cwd: folder } as Io)
  const settings = Object.entries(answers(folder)).map(([key, value]) => `${key}=${value}`)
  return knownOfConsole(
    settleAll(
      openSession({}, Object.fromEntries(settings.map(parseSetting).map(({ key, value }) => [key, value])), library()),
      places,
    ).session,
  )
}

describe('the speed of a console', () => {
  test.each([
    ['serial0:57600n8', 57600],
    ['serial0:9600', 9600],
    ['/serial@9000000:115200n8', 115200],
    ['serial0', undefined],
    ['serial0:n8', undefined],
  ])('of a tree with stdout-path %s', (path, baud) => {
    const { baud: found, course } = known((folder) => boardIn(folder, { more: { chosen: { 'stdout-path': path } } }))
    expect(found).toBe(baud)
    expect(course.map(({ signpost }) => signpost)).toContain('xen-version')
  })

  test("of a board without a tree is its page's", () => {
    expect(known(() => ({ 'goal.target': 'qemu' })).baud).toBe(115200)
  })
})
