/** The one sentence that a judged boot comes to. */
import type { Boot } from '../console/timeline.ts'
import type { Diagnosis } from './judge.ts'

/** What stopped and where, or what runs; not yet safe to print. */
export function headline({ boot, came, causes, rungs, next }: Diagnosis): string {
  const [cause] = causes
  if (came === 'wrong' && cause) return cause.says
  const last = rungs.at(-1)
  if (came === 'good') return `Nothing is wrong here: ${runs(boot)}.`
  const after = last ? `After "${last.text.trim()}" (line ${last.line}) the log` : 'The log'
  return `${after} says no more${next === undefined ? '' : `; next should come "${next}"`}.`
}

/** What a good boot shows to run. */
function runs({ reached, isUnderXen }: Boot): string {
  if (!isUnderXen) {
    const mode = reached.get('cpu-mode')?.is
    return `Linux runs without Xen${mode === undefined ? '' : `, its CPUs started ${mode.replace(/\.$/, '')}`}`
  }
  const release = reached.get('xen-version')?.is ?? reached.get('xen-support')?.is
  const guests = reached.has('guest-linux') ? ', and a guest' : ''
  const dom0 = reached.has('dom0-linux') || reached.has('dom0-version') || reached.has('dom0-init')
  return [
    release === undefined || /[A-Z]/.test(release) ? 'Xen started' : `Xen ${release} started`,
    dom0 ? `dom0 runs${guests}` : 'handed over to dom0, whose own console is not in this log',
    ...(reached.has('cpu-mode') && !reached.has('xen-version')
      ? ['since the log was taken under Xen, it does not tell in which mode the firmware starts']
      : []),
  ].join(', ')
}
