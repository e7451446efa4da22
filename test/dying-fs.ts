/**
 * node:fs for a process that is killed: at the call that is named nothing is done, or half of it, and after it nothing
 * ever again. For vi.mock: each synchronous function counts, and what is done while nobody is to die is not counted.
 */
import type * as fs from 'node:fs'
import { join } from 'node:path'

/** Thrown where the process would be gone; whoever catches it can do nothing more on the disk. */
export class Killed extends Error {}

/** Where death comes. */
export interface Death {
  /** The number of the call, from 1. */
  readonly at: number
  /** Whether the call is done by half, where it can be. */
  readonly half: boolean
}

const state: { death: Death | undefined; calls: number; counts: boolean } = {
  death: undefined,
  calls: 0,
  counts: false,
}

/** Calls `act`, which dies there; without a death it lives. Gives the number of calls, and whether it died. */
export function until(death: Death | undefined, act: () => void): { readonly calls: number; readonly died: boolean } {
  Object.assign(state, { death, calls: 0, counts: true })
  try {
    act()
  } catch (error) {
    if (state.death === undefined || state.calls < state.death.at) throw error
  } finally {
    state.counts = false
  }
  return { calls: state.calls, died: death !== undefined && state.calls >= death.at }
}

type Call = (...args: unknown[]) => unknown

/** The module with every synchronous function able to die. */
export function dyingFs(real: typeof fs): object {
  const halves: Readonly<Record<string, Call>> = {
    writeSync: ((handle: number, bytes: Uint8Array, at: number) =>
      real.writeSync(handle, bytes.subarray(at, at + (bytes.length - at) / 2))) as Call,
    writeFileSync: ((file: number, text: string) => real.writeFileSync(file, text.slice(0, text.length / 2))) as Call,
    // A folder with some of what was in it gone.
    rmSync: ((path: string) => {
      if (!real.lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) return
      const names = real.readdirSync(path)
      for (const name of names.slice(0, names.length / 2)) real.rmSync(join(path, name), { recursive: true })
    }) as Call,
  }
  const dying =
    (name: string, call: Call): Call =>
    (...args) => {
      if (!state.counts) return call(...args)
      state.calls++
      const { death } = state
      if (death && state.calls === death.at && death.half) halves[name]?.(...args)
      if (death && state.calls >= death.at) throw new Killed()
      return call(...args)
    }
  const wrapped = Object.fromEntries(
    Object.entries(real).map(([name, value]) => [
      name,
      name.endsWith('Sync') && typeof value === 'function' ? dying(name, value as Call) : (value as unknown),
    ]),
  )
  return { ...wrapped, default: wrapped }
}
