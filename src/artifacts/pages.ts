/** Which page of content/artifacts/ explains which artifact. */

/**
 * By the artifact's path, `[guest]` for the guest's name, `[bridge]` for the bridge's, `[firmware]` for the path of a
 * file of firmware. Those without a template have no blocks: their page explains them as a whole.
 */
export const artifactPages: Readonly<Record<string, string>> = {
  'BRINGUP.md': 'handbook',
  'boot/boot.cmd': 'boot-script',
  'boot/boot.scr': 'boot-script-image',
  'boot/imagebuilder-extra.cmd': 'imagebuilder',
  'boot/imagebuilder.cfg': 'imagebuilder',
  'boot/native.cmd': 'native-script',
  'boot/native.scr': 'boot-script-image',
  'boot/xen-chosen.dtso': 'overlay',
  'boot/xen.cfg': 'xen-cfg',
  'build/dom0-rootfs.sh': 'build-scripts',
  'build/guest-disk.sh': 'build-scripts',
  'build/kernel.sh': 'build-scripts',
  'build/xen.sh': 'build-scripts',
  'dom0/interfaces.d/[bridge]': 'dom0-network',
  'dom0/networkd/05-[bridge].netdev': 'dom0-network',
  'dom0/networkd/06-[bridge]-port.network': 'dom0-network',
  'dom0/networkd/07-[bridge].network': 'dom0-network',
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
