/**
 * Drivers that Linux needs before it has a root file system to load modules from; shared by the checks of dom0 and of
 * the guest.
 */
import type { ParsedFile } from '../model/facts.ts'
import { rootOf, valuesOf } from '../model/linux-command-line.ts'
import type { Found, Lacks } from './check.ts'

/**
 * By the name of the device; its symbols, and whether the configuration checks ask for them already when they are n.
 */
const drivers: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\/dev\/mmcblk/, ['MMC', 'MMC_BLOCK']],
  [/^\/dev\/sd/, ['SCSI', 'BLK_DEV_SD']],
  [/^\/dev\/nvme/, ['BLK_DEV_NVME']],
  [/^\/dev\/vd/, ['VIRTIO_BLK']],
  [/^\/dev\/xvd/, ['XEN_BLKDEV_FRONTEND']],
  [/^\/dev\/nfs$/, ['ROOT_NFS', 'IP_PNP']],
]

/** Those that kernel/dom0.config and kernel/guest.config ask for: that they are n is told there. */
const asked = ['XEN_BLKDEV_FRONTEND', 'EXT4_FS']

/** What is missing at the moment of mounting; `whose` is `the dom0 kernel`. */
export function rootDriverFaults(
  learnt: ParsedFile,
  cmdline: string,
  whose: string,
  at: string,
  initramfs: string,
): readonly Found[] | Lacks {
  const values = learnt.facts['config.values']?.value
  if (!values) return { lacks: `a configuration in ${learnt.path}` }
  const root = rootOf(cmdline) ?? ''
  const types = valuesOf(cmdline, 'rootfstype')
  const needed = [
    ...(drivers.find(([pattern]) => pattern.test(root))?.[1] ?? []),
    ...(root === '/dev/nfs' || (types.length > 0 && !types.some((type) => type.split(',').includes('ext4')))
      ? []
      : ['EXT4_FS']),
  ]
  const absent = needed.filter(
    (symbol) => values[symbol] === 'm' || (values[symbol] === 'n' && !asked.includes(symbol)),
  )
  if (absent.length > 0) {
    return [
      {
        severity: 'error',
        says: `The configuration of ${whose} has ${absent.map((symbol) => `CONFIG_${symbol}=${values[symbol]}`).join(', ')}, and without an initramfs nothing loads a module before root=${root} is mounted: Linux would panic`,
        at,
        also: learnt.path,
        fix: `Build it in (${absent.map((symbol) => `CONFIG_${symbol}=y`).join(', ')}), or give it an initramfs (${initramfs}).`,
      },
    ]
  }
  return needed.some((symbol) => values[symbol] === undefined)
    ? { lacks: `a whole configuration of ${whose}, and ${learnt.path} is a fragment` }
    : []
}
