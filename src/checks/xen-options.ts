/** Options that undo what xenup writes itself, or that Xen on Arm does not have. */
import { atAnswer, defineCheck } from './check.ts'

/** Options that the answers decide; Xen takes the last of two. */
const decided: Readonly<Record<string, string>> = {
  dom0_mem: 'dom0-kernel.memory', dom0_max_vcpus: 'dom0-kernel.vcpus', dtuart: 'console.dtuart', console: 'console.dtuart',
}

export const xenOptions = defineCheck({
  id: 'xen-options',
  needs: ['xen.options'],
  run(have) {
    return have['xen.options'].split(' ').flatMap((option) => {
      // What xenup writes anyway.
      if (option === 'console=dtuart') return []
      const name = option.split('=')[0]!
      const key = Object.hasOwn(decided, name) ? decided[name] : undefined
      if (key) {
        return [{
          severity: 'warning' as const, at: atAnswer('xen.options'), also: atAnswer(key), fix: `Take it out, and answer ${key} instead.`,
          says: `The option ${option} comes after the one that ${key} makes, and Xen takes the last`,
        }]
      }
      if (option === 'sched=null') {
        return [{
          severity: 'warning' as const, at: atAnswer('xen.options'), fix: 'Leave it out: the default scheduler runs any number of virtual CPUs.',
          says: 'sched=null is not in release builds of Xen, and where it is, a virtual CPU without a CPU of its own never runs',
        }]
      }
      return []
    })
  },
})
