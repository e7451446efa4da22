/** Which page of content/artifacts/ explains which artifact. */
import { bootMethods } from '../model/boot-methods/index.ts'

/** What the boot methods write, each file once. */
const methodFiles = bootMethods.flatMap(({ writes }) => writes)

/**
 * By the artifact's path, `[guest]` for the guest's name, `[bridge]` for the bridge's, `[firmware]` for the path of a
 * file of firmware. Those without a template have no blocks: their page explains them as a whole.
 */
export const artifactPages: Readonly<Record<string, string>> = {
  'BRINGUP.md': 'handbook',
  ...Object.fromEntries(
    methodFiles.flatMap(({ template, page, image }) => [
      [template, page],
      ...(image === undefined ? [] : [[imagePath(template), 'boot-script-image']]),
    ]),
  ),
  'build/dom0-rootfs.sh': 'build-scripts',
  'build/guest-disk.sh': 'build-scripts',
  'build/kernel.sh': 'build-scripts',
  'build/xen.sh': 'build-scripts',
  'dom0/interfaces.d/[bridge]': 'dom0-network',
  'dom0/networkd/10-[bridge].netdev': 'dom0-network',
  'dom0/networkd/20-[bridge]-port.network': 'dom0-network',
  'dom0/networkd/30-[bridge].network': 'dom0-network',
  'dom0/setup.sh': 'dom0-setup',
  'firmware/[firmware]': 'firmware-files',
  'guests/[guest].cfg': 'guest-config',
  'kernel/dom0.config': 'kernel-config',
  'kernel/guest.config': 'kernel-config',
  'stage.sh': 'stage',
  'xen/early-printk.config': 'early-printk',
  'xenup.answers.yaml': 'answers-file',
  'xenup.answers.schema.json': 'answers-schema',
  'xenup.manifest.json': 'manifest',
}

/** Where the image of a script for U-Boot goes. */
export function imagePath(script: string): string {
  return script.replace(/cmd$/, 'scr')
}

/** The page of an artifact by its path in the output folder; nothing for a path that no artifact has. */
export const pageOf = (path: string): string | undefined =>
  Object.entries(artifactPages).find(([pattern]) => isLike(pattern, path))?.[1]

function isLike(pattern: string, path: string): boolean {
  const [before, after] = pattern.split(/\[\w+\]/)
  if (after === undefined) return pattern === path
  const name = path.slice(before!.length, path.length - after.length)
  // Only firmware's files may lie in a folder of their own.
  return (
    path.length > before!.length + after.length &&
    path.startsWith(before!) &&
    path.endsWith(after) &&
    (pattern.includes('[firmware]') || !name.includes('/'))
  )
}
