/** A list of shell assignments, read and never sourced: what ImageBuilder and /etc/default/grub take. */
import type { BootSeen, TextSeen } from '../model/boot-seen.ts'
import { type Handler, Machine } from './machine.ts'
import { parse } from './parse.ts'
import { isUnknown } from './unknowns.ts'

/** The variables by name, `DOMU_KERNEL[0]` for one of a list; and what is no assignment. */
export interface Assigned extends Pick<BootSeen, 'faults' | 'unread'> {
  readonly variables: ReadonlyMap<string, TextSeen>
}

/** Reads them; a command among them is named and not run. */
export function readAssignments(text: string): Assigned {
  const { block, faults } = parse(text, 'other')
  const machine = new Machine({ command: (name) => commands[name], starts: /^$/, isHush: false })
  const commands: Readonly<Record<string, Handler>> = {
    export: (args, at) => {
      for (const { text: one } of args) {
        const sign = one.indexOf('=')
        if (sign > 0) machine.set(one.slice(0, sign), one.slice(sign + 1), at)
      }
      return 'ok'
    },
  }
  machine.start(block)
  for (const [name, { text: value, at }] of machine.variables)
    if (isUnknown(value)) {
      machine.skip(at, `${name} is what a command would print, and nothing is run here`)
      machine.variables.delete(name)
    }
  return { variables: machine.variables, faults: [...faults, ...machine.faults], unread: machine.unread }
}
