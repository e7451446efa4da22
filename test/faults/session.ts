/** One boot of dom0 in which faults of the toolstack and of guests are made, one after the other. */
import { join } from 'node:path'
import { cpio } from '../../src/rehearse/cpio.ts'
import type { MediumFile } from '../../src/rehearse/disk.ts'
import { dom0Init } from '../../src/rehearse/dom0-init.ts'
import { findParts } from '../../src/rehearse/parts.ts'
import type { Made } from '../e2e/boot.ts'
import { partsFolder } from '../e2e/parts.ts'
import type { Fault } from './fault.ts'
import { nameOf, partOf } from './medium.ts'

/** What is typed in dom0, and what must be told of it. */
export interface GuestFault extends Pick<Fault, 'name' | 'says' | 'cause' | 'step' | 'isSilent'> {
  /** Texts of the guest's configuration, and what comes in their place. */
  readonly edits?: readonly (readonly [text: string, instead: string])[]
  /** For a shell, before the guest is created. */
  readonly before?: string
  /** For a shell, in place of the guest's creation; `$config` is the configuration. */
  readonly instead?: string
  /** For a shell, so that the next fault begins anew. */
  readonly after?: string
}

const config = (kernel: string): string => `name = "guest1"
kernel = "/media/boot/${kernel}"
ramdisk = "/media/boot/faults/ramdisk"
extra = "console=hvc0"
memory = 128
vcpus = 1
on_crash = "destroy"
on_poweroff = "destroy"
`

/** A line before each fault's own. */
export const marker = '@@@ '

/** How long a guest has to say its first word, and the one that counts. */
const silentSeconds = 12
const guestSeconds = 60

const command = ({ name, before = '', instead, after = '' }: GuestFault): string => `
echo "${marker}${name}"
config=/media/boot/faults/${name}.cfg
${before}
${instead ?? `show xl create $config\n[ $? -ne 0 ] || hear`}
xl destroy guest1 2>/dev/null
${after}
sleep 1
`

const script = (faults: readonly GuestFault[]): string => `#!/bin/sh
show() { echo "root@dom0:~# $*"; "$@" 2>&1; }
# xl console goes on when its input ends, and ends with the guest: what it says is taken from a file.
hear() {
  echo "root@dom0:~# xl console guest1"
  sleep 100 | xl console guest1 >/tmp/said 2>&1 &
  waited=0
  until grep -qE 'xenup-guest: up|end Kernel panic|Waiting for root' /tmp/said; do
    [ -s /tmp/said ] || [ "$waited" -lt ${silentSeconds} ] || break
    [ "$waited" -lt ${guestSeconds} ] || break
    sleep 1
    waited=$((waited + 1))
  done
  kill $(pidof xenconsole sleep)
  while IFS= read -r line; do printf '[xl console] %s\\n' "$line"; done </tmp/said
  show xl list
}
${faults.map(command).join('')}
echo "${marker}end"
`

/** A boot of dom0 in which faults are made. */
export const session = (name: string, faults: readonly GuestFault[]): Fault => ({
  name,
  says: 'faults that are made in dom0',
  // What xl waits for in vain it waits for long.
  patience: { quietSeconds: 120, timeoutSeconds: 1200 },
  answers: { 'dom0-kernel.memory': '384M' },
  cause: [],
  step: [],
  files: (made) => [
    { path: nameOf('initrd', made), source: { bytes: withSession(made) } },
    { path: 'rehearse.sh', source: { bytes: Buffer.from(script(faults)) } },
    { path: 'faults/ramdisk', source: { file: join(partsFolder, 'ramdisks', made.plan.arch, 'guest-initrd.img') } },
    { path: 'faults/bzImage', source: { bytes: bzImage() } },
    { path: 'faults/cut', source: { bytes: partOf('kernel', made).subarray(0, 6 << 20) } },
    ...faults.map(
      ({ name, edits = [] }): MediumFile => ({
        path: `faults/${name}.cfg`,
        source: { bytes: Buffer.from(edited(config(nameOf('kernel', made)), edits)) },
      }),
    ),
  ],
})

function edited(text: string, edits: NonNullable<GuestFault['edits']>): string {
  return edits.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`the configuration does not hold ${from}`)
    return before.replace(from, to)
  }, text)
}

/** The first bytes of a kernel for x86 (Linux Documentation/arch/x86/boot.rst: "HdrS" at 0x202). */
function bzImage(): Uint8Array {
  const image = Buffer.alloc(1 << 20)
  image.write('MZ', 0)
  image.writeUInt16LE(0xaa55, 0x1fe)
  image.write('HdrS', 0x202)
  return image
}

/** Of archives one after the other, a file in the last one counts: here /init, which says only at its end that dom0 is up. */
function withSession(made: Made): Uint8Array {
  const { tools } = findParts(partsFolder, made.plan.arch)
  const init = dom0Init(tools).replace('\nup\n\n', '\n\n')
  return Buffer.concat([
    partOf('initrd', made),
    cpio([{ kind: 'file', path: 'init', bytes: Buffer.from(init), mode: 0o755 }]),
  ])
}

/** What a console showed of each fault, as people capture it: how dom0 came up, and the lines of the fault. */
export function sessionLogs(log: string): ReadonlyMap<string, string> {
  const [start = '', ...parts] = log.replaceAll('[xl console] ', '').split(new RegExp(`^${marker}`, 'm'))
  return new Map(
    parts.map((part) => {
      const end = part.indexOf('\n')
      return [part.slice(0, end).trim(), start + part.slice(end + 1)]
    }),
  )
}
