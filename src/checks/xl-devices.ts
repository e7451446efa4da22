/**
 * Disks and network interfaces of an xl configuration as xl takes them apart (tools/libs/util/libxlu_disk_l.l;
 * tools/xl/xl_parse.c).
 */
import type { XlDisk } from '../model/xl-facts.ts'
import { atAnswer, defineCheck, type Found } from './check.ts'

export const xlDevices = defineCheck({
  id: 'xl-devices',
  needs: ['read:guest.config-file'],
  uses: ['plan'],
  run(have) {
    const { path, facts } = have['read:guest.config-file']
    if (!facts['xl.settings']) return { lacks: `a configuration for xl, and ${path} is none` }
    const at = atAnswer('guest.config-file')
    const disks = facts['xl.disks']?.value ?? []
    const vifs = facts['xl.vifs']?.value ?? []
    const faulty = [
      ...disks.map((disk) => ({ what: 'disk', ...disk })),
      ...vifs.map((vif) => ({ what: 'network interface', ...vif })),
    ]
    const made = have.plan?.userspace.bridge?.name
    return [
      ...faulty.flatMap(({ what, raw, line, problems }) =>
        problems.map(
          (problem): Found => ({
            severity: 'error',
            says: `xl would not take the ${what} "${raw}": ${problem}`,
            at,
            also: `${path} line ${line}`,
            fix:
              what === 'disk'
                ? 'Write it as format=raw,vdev=xvda,access=rw,target=/path/in/dom0.'
                : 'Write it as mac=00:16:3e:00:00:01,bridge=xenbr0, or leave mac out.',
          }),
        ),
      ),
      ...disks.flatMap((disk): readonly Found[] => {
        const by = needsQemu(disk)
        return by === undefined
          ? []
          : [
              {
                severity: 'warning',
                says: `The disk "${disk.raw}" has ${by}, which only a QEMU in dom0 can serve, and ${
                  have.plan && have.plan.userspace.system !== 'own'
                    ? 'the dom0 that xenup makes has none: xl create fails'
                    : 'xl create fails where dom0 has none'
                }`,
                at,
                also: `${path} line ${disk.line}`,
                fix: 'Turn it into a raw image (qemu-img convert -O raw), or install a QEMU with the backend of Xen in dom0.',
              },
            ]
      }),
      ...twice(disks.map(({ vdev }) => vdev)).map(
        (vdev): Found => ({
          severity: 'error',
          says: `Two disks of ${path} are ${vdev} for the guest`,
          at,
          also: path,
          fix: 'Give each a vdev of its own, such as xvda and xvdb.',
        }),
      ),
      ...vifs.flatMap(({ settings, line }): readonly Found[] => {
        const bridge = settings['bridge'] ?? 'xenbr0'
        if (!have.plan || made === bridge || (settings['script'] ?? 'vif-bridge') !== 'vif-bridge') return []
        if (made === undefined)
          return [
            {
              severity: 'warning',
              says: `The guest's network interface joins the bridge ${bridge}, and nothing that xenup writes makes it: without it xl create fails`,
              at,
              also: `${path} line ${line}`,
              fix: `Answer dom0-userspace.bridge with yes, or make ${bridge} in dom0 yourself.`,
              set: 'dom0-userspace.bridge=yes',
            },
          ]
        return [
          {
            severity: 'error',
            says: `The guest's network interface joins the bridge ${bridge}, and dom0's set-up makes ${made}: xl create would fail`,
            at,
            also: `${path} line ${line}`,
            fix: `Write bridge=${made}, or make ${bridge} in dom0.`,
          },
        ]
      }),
    ]
  },
})

/** What the driver of Linux in dom0 does not serve (tools/libs/light/libxl_device.c, disk_try_backend). */
function needsQemu({ format, more, problems }: XlDisk): string | undefined {
  if (problems.length > 0) return undefined
  if (more['backendtype'] === 'qdisk') return 'backendtype=qdisk'
  return format !== undefined && ['qcow', 'qcow2', 'vhd', 'qed'].includes(format) ? `the format ${format}` : undefined
}

const twice = (names: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(names.filter((name, index): name is string => name !== undefined && names.indexOf(name) < index)),
]
