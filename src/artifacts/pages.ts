/** Which page of content/artifacts/ explains which artifact. */

/** By the artifact's path, `[guest]` for the guest's name. Those without a template have no blocks: their page explains them as a whole. */
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
  'guests/[guest].cfg': 'guest-config',
  'kernel/dom0.config': 'kernel-config',
  'kernel/guest.config': 'kernel-config',
  'xen/early-printk.config': 'early-printk',
  'xenup.answers.yaml': 'answers-file',
  'xenup.answers.schema.json': 'answers-schema',
  'xenup.manifest.json': 'manifest',
}

/** The page of an artifact by its path in the output folder; nothing for a path that no artifact has. */
export const pageOf = (path: string): string | undefined =>
  Object.entries(artifactPages).find(([pattern]) => isLike(pattern, path))?.[1]

function isLike(pattern: string, path: string): boolean {
  const [before, after] = pattern.split(/\[[a-z]+\]/)
  if (after === undefined) return pattern === path
  return path.startsWith(before!) && path.endsWith(after) && path.length > pattern.length - 'guest'.length - 2 && !path.slice(before!.length).includes('/')
}
