/** The least that the page of a board says will do: Xen, Linux, Debian, options that Xen is built with. */
import { type BoardPage, clause } from '../model/board.ts'
import { builtLinux, debian, debianName, isSuiteSince, type Suite, suiteFor } from '../model/debian.ts'
import { compareReleases } from '../model/xen-release.ts'
import { atAnswer, defineCheck, type Found } from './check.ts'

export const boardNeeds = defineCheck({
  id: 'board-needs',
  needs: ['board', 'xen.version'],
  uses: ['xen.source', 'read:xen.file', 'dom0-kernel.source', 'read:dom0-kernel.file', 'dom0-userspace.suite'],
  run(have) {
    const { board } = have
    const xen = have['read:xen.file']?.facts['xen.version']?.value ?? have['xen.version']
    const kernel = have['read:dom0-kernel.file']?.facts['linux.version']?.value
    const suite = have['dom0-userspace.suite']
    const isBuilt = have['dom0-kernel.source'] === 'build'
    return [
      ...ofXen(board, xen),
      ...ofConfiguration(board, have['xen.source']),
      ...(kernel !== undefined
        ? ofLinux(board, kernel, 'dom0-kernel.file')
        : isBuilt
          ? ofLinux(board, builtLinux.series, 'dom0-kernel.source')
          : ofDebian(board, suite)),
    ]
  },
})

function ofXen({ name, arch, needs }: BoardPage, xen: string): readonly Found[] {
  const needed = needs.xen
  if (!needed || compareReleases(xen, needed.since) >= 0) return []
  const packaged = debian[suiteFor(arch)].xen[arch]!
  return [
    {
      severity: 'error',
      says: `${name} needs Xen ${needed.since}, and Xen ${xen} is to boot: ${clause(needed.says)}`,
      at: atAnswer('xen.version'),
      fix:
        compareReleases(packaged, needed.since) >= 0
          ? `Use Xen ${needed.since} or newer; ${debianName(suiteFor(arch))} packages ${packaged}.`
          : `Use Xen ${needed.since} or newer, which no Debian packages: answer xen.source with build.`,
    },
  ]
}

function ofConfiguration({ name, needs }: BoardPage, source: string | undefined): readonly Found[] {
  const needed = needs.xenConfig
  if (!needed || source === 'build') return []
  return [
    {
      severity: 'error',
      says: `${name} needs a Xen that is built with ${needed.options.join(' and ')}, and packages are not: ${clause(needed.says)}`,
      at: atAnswer('xen.source'),
      fix: 'Answer xen.source with build.',
    },
  ]
}

function ofLinux({ name, needs }: BoardPage, version: string, key: string): readonly Found[] {
  const needed = needs.linux
  if (!needed || compareReleases(version, needed.since) >= 0) return []
  return [
    {
      severity: 'error',
      says: `${name} needs Linux ${needed.since}, and dom0 is to run Linux ${version}: ${clause(needed.says)}`,
      at: atAnswer(key),
      fix: `Use Linux ${needed.since} or newer.`,
    },
  ]
}

/** The kernel of a Debian; where the system is another, nothing is known of its kernel. */
function ofDebian(board: BoardPage, suite: Suite | undefined): readonly Found[] {
  if (suite === undefined) return []
  if (board.needs.builtKernel)
    return [
      {
        severity: 'error',
        says: `${board.name} needs a kernel that is built for it, and dom0 is to run that of ${debianName(suite)}: ${clause(board.needs.builtKernel.says)}`,
        at: atAnswer('dom0-kernel.source'),
        fix: 'Answer dom0-kernel.source with build, or name a kernel of your own (dom0-kernel.file).',
      },
    ]
  const needed = board.needs.debian
  if (!needed || isSuiteSince(suite, needed.since)) return ofLinux(board, debian[suite].linux, 'dom0-userspace.suite')
  return [
    {
      severity: 'error',
      says: `${board.name} needs ${debianName(needed.since)}, and dom0 is to run ${debianName(suite)} with its Linux ${debian[suite].linux}: ${clause(needed.says)}`,
      at: atAnswer('dom0-userspace.suite'),
      set: `dom0-userspace.suite=${needed.since}`,
      fix: `Answer dom0-userspace.suite with ${needed.since}, and xen.version with ${debian[needed.since].xen[board.arch] ?? 'one whose tools you build'}.`,
    },
  ]
}
