/**
 * An xl configuration of the user must be one that xl's parser takes (tools/libs/util/libxlu_cfg_l.l, libxlu_cfg_y.y).
 */
import { atAnswer, defineCheck, type Found } from './check.ts'

/** More would only repeat one cause. */
const most = 8

export const xlSyntax = defineCheck({
  id: 'xl-syntax',
  needs: ['read:guest.config-file'],
  run(have) {
    const { path, kind, facts } = have['read:guest.config-file']
    const at = atAnswer('guest.config-file')
    if (kind !== 'xl-config') {
      return [
        {
          severity: 'error',
          says: `${path} has hardly a setting that xl knows: it is no configuration of a guest`,
          at,
          fix: 'Name the file that goes to xl create; what xl takes are lines of key = value.',
        },
      ]
    }
    const problems = facts['xl.problems']?.value ?? []
    const found = problems.slice(0, most).map(
      (problem): Found =>
        isRepeated(problem)
          ? { severity: 'warning', says: `In ${path}, ${problem}`, at, also: path, fix: 'Leave one of the two.' }
          : {
              severity: 'error',
              says: `xl would not take ${path}, or not as it is meant: ${problem}`,
              at,
              also: path,
              fix: fixFor(problem),
            },
    )
    return problems.length <= most
      ? found
      : [
          ...found,
          {
            severity: 'note',
            says: `There are more faults in ${path}: ${problems.length} in all`,
            at,
            fix: 'Mend those that are told, and check again.',
          },
        ]
  },
})

/** The one fault that xl lives with: of a key that is set twice it takes the last. */
const isRepeated = (problem: string): boolean => problem.endsWith('this one counts')

function fixFor(problem: string): string {
  if (problem.includes('CR LF')) return 'Change its line ends: sed -i "s/\\r$//" FILE, or dos2unix.'
  if (problem.includes('byte order mark'))
    return 'Take it out: dos2unix FILE, or save it as plain UTF-8 without a mark.'
  return 'Mend the line: key = "text", key = 1, or key = [ "item", "item" ].'
}
