/** Which of the lines that tell is the cause, and which are its echo. */
import type { Boot } from '../console/timeline.ts'
import { followsFrom, symptomStages } from '../model/symptom.ts'
import { type Cause, lineOf, stageOf, type Told } from './told.ts'

/** What lines tell, by what it is worth. */
export interface Ranked {
  readonly first: readonly Cause[]
  /** What the boot went on from. */
  readonly overtaken: readonly Told[]
  /** What U-Boot tried before it found what it booted. */
  readonly tries: readonly Told[]
}

/** The first of what tells is the cause, but for what the boot went on from, and what follows from another says so. */
export function rankLines(all: readonly Told[], boot: Boot): Ranked {
  const tries = all.filter((one) => isTry(one, boot))
  const overtaken = all.filter((one) => !tries.includes(one) && isOvercome(one, boot) && !leadsFar(one, all))
  const rest = all.filter((one) => !overtaken.includes(one) && !tries.includes(one))
  const roots = rest.filter((one) => !isEcho(one, rest))
  const rootOf = (echo: Told): Told | undefined =>
    roots.findLast((root) => leadsTo(root, echo, rest)) ?? roots.findLast((root) => lineOf(root) <= lineOf(echo))
  // U-Boot goes on after a failed command: what stopped the boot later comes first, unless it follows from that.
  const last = Math.max(...roots.map(stageOf))
  const direct = roots.filter((one) => stageOf(one) === last || leadsFar(one, rest))
  const others = roots.filter((one) => !direct.includes(one))
  const echoes = rest.filter((one) => !roots.includes(one))
  return {
    first: [...direct, ...others].map((one) => ({
      ...one,
      ...trusted(one),
      echoes: echoes.filter((echo) => (rootOf(echo) ?? roots[0]) === one),
    })),
    overtaken,
    tries,
  }
}

/** Where U-Boot looks for something to boot, it tells of each place that has nothing, until one has. */
const waysFound = ['boot-script', 'script', 'bootflow', 'extlinux', 'grub', 'efi-loader'] as const

/** Whether U-Boot found something to boot after all that it tells. */
function isTry(one: Told, { reached }: Boot): boolean {
  const found = Math.max(...waysFound.map((id) => reached.get(id)?.line ?? 0))
  return one.symptom.stage === 'u-boot' && one.sightings.every(({ line }) => line < found)
}

/** Whether dom0's Linux started in spite of it. */
const isOvercome = (one: Told, { reached, isUnderXen }: Boot): boolean =>
  isUnderXen &&
  (reached.has('dom0-linux') || reached.has('dom0-version')) &&
  stageOf(one) < symptomStages.indexOf('xen')

/**
 * Whether something else explains it: what its page names, if it came before; where it only says that something went
 * wrong, any cause, since "Panic" stands before its reason.
 */
const isEcho = (one: Told, all: readonly Told[]): boolean =>
  all.some(
    (other) =>
      other !== one &&
      ((followsFrom(one.symptom, other.symptom) && lineOf(other) <= lineOf(one)) ||
        (one.symptom.kind === 'consequence' &&
          stageOf(other) <= stageOf(one) &&
          (other.symptom.kind === 'cause' || lineOf(other) < lineOf(one)))),
  )

/** Whether one page names the other, through as many others as there are. */
function leadsTo(root: Told, echo: Told, all: readonly Told[], depth = 0): boolean {
  if (depth > 4) return false
  if (followsFrom(echo.symptom, root.symptom)) return true
  return all.some((one) => one !== echo && followsFrom(echo.symptom, one.symptom) && leadsTo(root, one, all, depth + 1))
}

const leadsFar = (root: Told, all: readonly Told[]): boolean =>
  all.some((one) => stageOf(one) > stageOf(root) && leadsTo(root, one, all))

/** How far what lines tell can be trusted. */
export function trusted({ symptom, sightings }: Told): Pick<Cause, 'confidence' | 'because'> {
  const line = sightings[0]?.line
  if (line === undefined)
    return { confidence: 'likely', because: 'no single line says so, but what came and what did not' }
  if (symptom.kind === 'consequence')
    return { confidence: 'possible', because: `line ${line} says that something went wrong, and not what` }
  if (symptom.with.length + symptom.without.length > 0)
    return { confidence: 'likely', because: `line ${line}, together with what else the log has and lacks` }
  return { confidence: 'sure', because: `line ${line} says so` }
}
