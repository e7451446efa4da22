/** Words of a Linux command line. */

/** What follows `root=`, the last one where there are several, as Linux takes it (init/do_mounts.c, root_dev_setup). */
export const rootOf = (cmdline: string): string | undefined => valuesOf(cmdline, 'root').at(-1)

/** The values of every `name=value` on a command line, in order. */
export const valuesOf = (cmdline: string, name: string): readonly string[] =>
  cmdline
    .split(/\s+/)
    .filter((word) => word.startsWith(`${name}=`))
    .map((word) => word.slice(name.length + 1))

const linuxNames: ReadonlySet<string> = new Set([
  'root',
  'rootwait',
  'rootdelay',
  'rootfstype',
  'rootflags',
  'ro',
  'rw',
  'init',
  'rdinit',
  'quiet',
  'splash',
  'earlycon',
  'earlyprintk',
  'clk_ignore_unused',
  'regulator_ignore_unused',
  'ip',
  'nfsroot',
  'systemd.unit',
])

/**
 * True for an option of Linux (Documentation/admin-guide/kernel-parameters.txt) of whose name Xen has none; `console` is
 * a name of both.
 */
export const isLinuxOption = (name: string): boolean => linuxNames.has(name)
