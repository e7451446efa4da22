/** The script that dom0 runs from the boot partition: bridge, guest, and the guest's console, until it has spoken. */
import { posix } from 'node:path'
import { bootPartition } from './dom0-init.ts'
import { addresses } from './first-program.ts'

/** What dom0 is to do; a part that is missing is not done. */
export interface Dom0Run {
  /** Without an interface of the machine the bridge ends in dom0. */
  readonly bridge?: { readonly name: string; readonly interface?: string | undefined } | undefined
  readonly guest?: GuestRun | undefined
}

/** What dom0 must know of the guest; `config` is a path on the boot partition, `source` one in dom0. */
export interface GuestRun {
  readonly name: string
  readonly config: string
  /** Files and devices that the config names, and what each is to be. */
  readonly places: readonly { readonly inDom0: string; readonly source: string }[]
  /** How long dom0 waits for the guest to speak. */
  readonly waitSeconds: number
  /** Words of the guest, each of which must come, that prove that it runs. */
  readonly proofs: readonly string[]
}

/**
 * One word of a POSIX shell, whatever it holds (POSIX 2.2.2: in single quotes nothing is special but the quote itself).
 */
export const shellWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** The script, for busybox's sh. */
export const dom0RunScript = ({ bridge, guest }: Dom0Run): string => `#!/bin/sh
# Made by xenup for this rehearsal.
${bridge ? bridgeScript(bridge) : ''}${guest ? guestScript(guest) : ''}`

const bridgeScript = ({ name, interface: port }: NonNullable<Dom0Run['bridge']>): string => `
bridge=${shellWord(name)}
${port === undefined ? '' : `interface=${shellWord(port)}\n`}brctl addbr "$bridge" && ip address add ${addresses.dom0}/${addresses.prefix} dev "$bridge" && ip link set dev "$bridge" up ||
  echo "xenup-dom0: the bridge $bridge could not be made"
${port === undefined ? '' : portScript}`

/** The machine's interface gets the name that the plan gives it: dom0's udev is not here. */
const portScript = `[ -e "/sys/class/net/$interface" ] || ip link set eth0 name "$interface"
brctl addif "$bridge" "$interface" && ip link set dev "$interface" up || echo "xenup-dom0: $interface could not be put into the bridge $bridge"
tries=10
while [ "$tries" -gt 0 ]; do
  if ping -c 1 -W 2 ${addresses.beyond} >/dev/null; then echo "xenup-dom0: bridge $bridge on $interface reaches ${addresses.beyond}"; break; fi
  tries=$((tries - 1))
done
`

/** Each line of the guest appears on dom0's console after `[xl console] `. */
const guestScript = (run: GuestRun): string => `
name=${shellWord(run.name)}
config=${shellWord(posix.join(bootPartition, run.config))}
work=$(mktemp -d)
log=$work/console.log

# place PATH SOURCE: what the config calls PATH is SOURCE; a disk of dom0's own may already be there
place() {
  [ "$1" != "$2" ] || return 0
  mkdir -p -- "$(dirname -- "$1")" && ln -sT -- "$2" "$1" && return
  printf 'xenup-dom0: %s cannot be put in its place\\n' "$1"
  exit 1
}
${run.places.map(({ inDom0, source }) => `place ${shellWord(inDom0)} ${shellWord(source)}\n`).join('')}
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

# proven: each proof has come
proven() {
${run.proofs.map((proof) => `  grep -qF -- ${shellWord(proof)} "$log" || return 1\n`).join('')}}
waited=0
until proven; do
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
