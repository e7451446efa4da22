/** Options that undo what xenup writes itself, or that Xen on Arm does not have. */
import { atAnswer, defineCheck, type Found } from './check.ts'

/** Options that the answers decide; Xen takes the last of two. */
const decided: Readonly<Record<string, string>> = {
  dom0_mem: 'dom0-kernel.memory',
  dom0_max_vcpus: 'dom0-kernel.vcpus',
  dtuart: 'console.dtuart',
  console: 'console.dtuart',
}

export const xenOptions = defineCheck({
  id: 'xen-options',
  needs: ['xen.options'],
  run(have) {
    return have['xen.options'].split(' ').flatMap((option): readonly Found[] => {
      // What xenup writes anyway.
      if (option === 'console=dtuart') return []
      const name = option.split('=')[0]!
      const key = Object.hasOwn(decided, name) ? decided[name] : undefined
      const fault = name === 'dom0_mem' ? memoryFault(option.slice('dom0_mem='.length)) : undefined
      if (fault) {
        return [
          {
            severity: 'error',
            says: `The option ${option} ${fault}`,
            at: atAnswer('xen.options'),
            also: atAnswer('dom0-kernel.memory'),
            fix: 'Take it out, and answer dom0-kernel.memory instead.',
          },
        ]
      }
      if (key) {
        return [
          {
            severity: 'warning',
            says: `The option ${option} comes after the one that ${key} makes, and Xen takes the last`,
            at: atAnswer('xen.options'),
            also: atAnswer(key),
            fix: `Take it out, and answer ${key} instead.`,
          },
        ]
      }
      if (option === 'sched=null') {
        return [
          {
            severity: 'warning',
            says: 'sched=null is not in release builds of Xen, and where it is, a virtual CPU without a CPU of its own never runs',
            at: atAnswer('xen.options'),
            fix: 'Leave it out: the default scheduler runs any number of virtual CPUs.',
          },
        ]
      }
      return []
    })
  },
})

/**
 * Xen on Arm takes one size, and counts in KiB where there is no unit (xen/arch/arm/domain_build.c, parse_dom0_mem;
 * parse_size_and_unit).
 */
function memoryFault(value: string): string | undefined {
  if (/[,:]|^-/.test(value))
    return `is in the syntax of x86; Xen on Arm takes one size, and of this it takes ${/^\d+[bkmgt]?/i.exec(value)?.[0] ?? 'nothing'}`
  if (/^\d+$/.test(value)) return `has no unit, and Xen counts in KiB then: dom0 would get ${value} KiB, and not start`
  return /^(0x[\da-f]+|\d+)[bkmgt]?$/i.test(value) ? undefined : 'has no size that Xen can read'
}
