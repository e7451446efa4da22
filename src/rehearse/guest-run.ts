/** The script that dom0 runs from the boot partition: create the guest, show its console, end when it spoke. */
import { posix } from 'node:path'
import { bootPartition } from './init.ts'

/** What dom0 must know; `config` and `onMedium` are paths on the boot partition, the rest are paths in dom0. */
export interface GuestRun {
  readonly name: string
  readonly config: string
  /** Files that the config names, and which file of the boot partition each is to be. */
  readonly files: readonly { readonly inDom0: string; readonly onMedium: string }[]
  /** How long dom0 waits for the guest to speak. */
  readonly waitSeconds: number
  /** A word of the guest that proves that it runs. */
  readonly proof: string
}

/** One word of a POSIX shell, whatever it holds (POSIX 2.2.2: in single quotes nothing is special but the quote itself). */
export const shellWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** The script, for busybox's sh. Each line of the guest appears on dom0's console after `[xl console] `. */
export const guestRunScript = (run: GuestRun): string => `#!/bin/sh
# Made by xenup for this rehearsal: starts the guest and shows its console.
name=${shellWord(run.name)}
config=${shellWord(posix.join(bootPartition, run.config))}
proof=${shellWord(run.proof)}
work=$(mktemp -d)
log=$work/console.log

# place PATH FILE: what the config calls PATH is FILE of the boot partition
place() {
  mkdir -p -- "$(dirname -- "$1")" && ln -sT -- "$2" "$1" && return
  printf 'xenup-dom0: %s cannot be put in its place\\n' "$1"
  exit 1
}
${run.files.map(({ inDom0, onMedium }) => `place ${shellWord(inDom0)} ${shellWord(posix.join(bootPartition, onMedium))}\n`).join('')}
xl create "$config" >"$work/create.log" 2>&1
status=$?
cat "$work/create.log"
if [ "$status" -ne 0 ]; then
  cat /var/log/xen/xen-hotplug.log 2>/dev/null
  printf 'xenup-dom0: xl create failed with status %s: %s\\n' "$status" "$(grep -i -m1 error "$work/create.log")"
  exit 1
fi
echo "xenup-dom0: guest created"

# xl console ends when its input does: a sleep is an input that stays open and says nothing.
: >"$log"
mkfifo "$work/silence"
sleep 86400 >"$work/silence" &
silence=$!
xl console "$name" <"$work/silence" 2>&1 | while IFS= read -r line; do
  printf '%s\\n' "$line" >>"$log"
  printf '[xl console] %s\\n' "$line"
done &

waited=0
until grep -qF -- "$proof" "$log"; do
  if [ "$waited" -ge ${run.waitSeconds} ]; then
    printf 'xenup-dom0: no sign of the guest within ${run.waitSeconds} s; its console ends with: %s\\n' "$(tail -n 1 "$log")"
    break
  fi
  sleep 1
  waited=$((waited + 1))
done
sleep 1
xl list
kill "$silence"
xl destroy "$name"
`
