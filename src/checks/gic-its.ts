/** Without its driver for the ITS, which no release builds by default, Xen gives dom0 no message interrupts. */
import { usersOfIts } from '../model/its.ts'
import { atFact, defineCheck } from './check.ts'

export const gicIts = defineCheck({
  id: 'gic-its',
  needs: ['tree.lacks', 'plan'],
  uses: ['gic.its'],
  run(have) {
    const its = have['gic.its']
    const users = usersOfIts(have)
    if (!its || users.length === 0 || have.plan.xen.its) return []
    const without = users.filter(({ hasLines }) => !hasLines)
    const what = [
      ...(without.length > 0
        ? [`${paths(without)} and what is behind: they have no other interrupts, so dom0 cannot use them`]
        : []),
      ...(without.length < users.length
        ? [`${paths(users.filter(({ hasLines }) => hasLines))}, where devices fall back to interrupt lines`]
        : []),
    ]
    return [
      {
        severity: 'warning',
        says: `Xen is built without its driver for the ITS, so dom0 gets no message interrupts (MSI) from ${what.join('; nor from ')}`,
        at: atFact(its),
        fix:
          have.plan.sources.xen === 'build'
            ? 'Answer xen.its with yes; the driver is experimental (SUPPORT.md).'
            : without.length > 0
              ? 'Build Xen (xen.source build, xen.its yes) when dom0 needs these devices; the driver is experimental (SUPPORT.md).'
              : 'Nothing, where interrupt lines will do; else build Xen (xen.source build, xen.its yes): the driver is experimental (SUPPORT.md).',
      },
    ]
  },
})

const paths = (users: readonly { readonly path: string }[]): string => users.map(({ path }) => path).join(', ')
