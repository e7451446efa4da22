/**
 * Keys of an xl configuration that do nothing: unknown ones, which xl ignores without a word, and those of old times or
 * of x86.
 */
import type { XlSetting } from '../model/xl-facts.ts'
import { atAnswer, defineCheck, type Found } from './check.ts'

/**
 * HVM guests', which Arm has none of (docs/man/xl.cfg.5.pod.in, "Fully-virtualised (HVM) Guest Specific Options",
 * "x86").
 */
const x86 = new Set([
  'apic',
  'bios',
  'boot',
  'device_model',
  'device_model_version',
  'e820_host',
  'gfx_passthru',
  'hap',
  'hdtype',
  'hpet',
  'nestedhvm',
  'nographic',
  'nx',
  'pae',
  'pvshim',
  'sdl',
  'serial',
  'shadow_memory',
  'soundhw',
  'spice',
  'stdvga',
  'timer_mode',
  'tsc_mode',
  'usb',
  'usbdevice',
  'vga',
  'videoram',
  'viridian',
  'vnc',
  'vnclisten',
  'xen_platform_pci',
])

export const xlKeys = defineCheck({
  id: 'xl-keys',
  needs: ['read:guest.config-file'],
  run(have) {
    const { path, facts } = have['read:guest.config-file']
    const settings = facts['xl.settings']?.value
    if (!settings) return { lacks: `a configuration for xl, and ${path} is none` }
    const at = atAnswer('guest.config-file')
    const unknown = (facts['xl.unknown']?.value ?? []).map(
      ({ key, line, meant }): Found => ({
        severity: 'warning',
        says: `xl knows no key ${key}, and ignores it without a word${meant === undefined ? '' : `; perhaps ${meant} is meant`}`,
        at,
        also: `${path} line ${line}`,
        fix:
          meant === undefined
            ? 'Take it out, or look in xl.cfg(5) for what it is called today.'
            : `Write ${meant}, or take it out.`,
      }),
    )
    const old = settings.flatMap((setting): readonly Found[] => {
      const fault = faultOf(setting, settings)
      return fault ? [{ at, also: `${path} line ${setting.line}`, ...fault }] : []
    })
    const foreign = settings.filter(({ key }) => x86.has(key))
    const disks = (facts['xl.disks']?.value ?? []).filter(({ deprecated }) => deprecated !== undefined)
    return [
      ...unknown,
      ...old,
      ...(foreign.length > 0
        ? [
            {
              severity: 'note',
              says: `Guests on Arm have no ${foreign.map(({ key }) => key).join(', ')}: these are settings for x86`,
              at,
              also: path,
              fix: 'Take them out.',
            } satisfies Found,
          ]
        : []),
      ...disks.map(
        ({ raw, line, deprecated }): Found => ({
          severity: 'note',
          says: `The disk ${raw} has the prefix ${deprecated} of old times, which xl still takes`,
          at,
          also: `${path} line ${line}`,
          fix: 'Write format=raw,vdev=xvda,access=rw,target=… in its place.',
        }),
      ),
    ]
  },
})

/** What changed its meaning (tools/xl/xl_parse.c; tools/libs/light/libxl_arm.c, "Arm guest are now PVH"). */
function faultOf({ key, value }: XlSetting, all: readonly XlSetting[]): Omit<Found, 'at'> | undefined {
  const has = (other: string): boolean => all.some((one) => one.key === other)
  if ((key === 'root' || key === 'extra') && has('cmdline'))
    return {
      severity: 'warning',
      says: `xl ignores ${key} beside cmdline`,
      fix: 'Put all of the command line into cmdline.',
    }
  if (key === 'builder')
    return {
      severity: 'warning',
      says: 'The key builder is of old times: today it is type, and guests on Arm need neither',
      fix: 'Take it out.',
    }
  if (key === 'type' && value === 'hvm')
    return {
      severity: 'error',
      says: 'The guest is of type hvm, and Arm has no such guests: xl create would fail',
      fix: 'Take type out: guests on Arm are PVH.',
    }
  if (key === 'type' && value === 'pv')
    return {
      severity: 'warning',
      says: 'The guest is of type pv, and guests on Arm are PVH: xl converts it, with a warning',
      fix: 'Take type out, or write pvh.',
    }
  return undefined
}
