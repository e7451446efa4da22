/**
 * A second opinion on a script or configuration of somebody else: read, put into the shape of answers and a plan, and
 * held against tree, files and Xen by the same checks.
 */
import { closeSync, openSync, readSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { scriptChecks } from '../checks/index.ts'
import { judge } from '../checks/judge.ts'
import { positionOf, type Session } from '../engine/session.ts'
import { type AnswerKey, type Answers, readAnswer } from '../model/answers.ts'
import { addressOf, type BoardPage, boardFor, treeFacts } from '../model/board.ts'
import { type AnswersSeen, type BootSeen, placeIn } from '../model/boot-seen.ts'
import type { DeviceTreeFacts, ParsedFile } from '../model/facts.ts'
import type { Finding, Verdicts } from '../model/finding.ts'
import { type FilesRead, isDeviceTreeKey, type Material } from '../model/material.ts'
import type { LoadRole, Plan } from '../model/plan.ts'
import { UserError } from '../model/user-error.ts'
import { releases } from '../model/xen-release.ts'
import { seenPlan } from '../plan/seen-plan.ts'
import { answersOf, loadsByRole } from '../script/answers.ts'
import { maxScript, readBoot } from '../script/index.ts'
import { evaluate, materialOf } from './evaluation.ts'
import { filesBeside } from './files-beside.ts'
import { locateUserFile, parseUserFile } from './user-file.ts'

/** What there is to hold a script against. */
export interface Against {
  /** The user's own set-up with everything settled, where answers were given. */
  readonly session: Session | undefined
  /** Answers besides: a release of Xen, files. */
  readonly given: Answers
  /** Every board that has a page. */
  readonly boards: readonly BoardPage[]
  readonly cwd: string
}

/** What came of it. */
export interface Opinion {
  readonly boot: BootSeen
  readonly verdicts: Verdicts
  /** What the script decides, in the words of the answers. */
  readonly answers: AnswersSeen
  /** The files beside it, by what they are for. */
  readonly files: Readonly<Partial<Record<LoadRole, ParsedFile>>>
  /** The page of the board that the device tree beside it is of. */
  readonly board: BoardPage | undefined
}

const fileKeys = {
  dtb: 'dtb.file',
  xen: 'xen.file',
  kernel: 'dom0-kernel.file',
  initrd: 'dom0-kernel.initrd-file',
} as const satisfies Record<LoadRole, AnswerKey>

/** The answer that names the file of a role. */
export const fileKeyOf = (role: LoadRole): AnswerKey => fileKeys[role]

/** Reads and judges; UserError when the file cannot be read or is no such text. */
export function secondOpinion(path: string, { session, given, boards, cwd }: Against): Opinion {
  const own = session && positionOf(session).situation
  const place = locateUserFile(path, [cwd])
  const name = relative(cwd, resolve(place)) || path
  const boot = readBoot(readBeginning(place, path), name, own && environmentOf(own.board, own.files['firmware.log']))
  const beside = filesBeside(boot, place, cwd)
  const files: Partial<Record<LoadRole, ParsedFile>> = { ...beside.files }
  for (const role of Object.keys(fileKeys) as LoadRole[]) {
    const named = given[fileKeys[role]]
    const answered =
      named === undefined ? own?.files[fileKeys[role]] : named === 'none' ? undefined : parseUserFile(named, [cwd])
    if (answered) files[role] = answered
  }
  const tree = files.dtb?.kind === 'dtb' ? files.dtb : undefined
  const board = own?.board ?? (tree && boardFor(tree.facts, boards))
  const facts = own?.facts ?? (tree ? treeFacts(tree.facts, board) : {})
  const answers = answersOf(boot)
  const seen = { ...boot, unread: [...boot.unread, ...beside.unread] }
  const ownPlan = session && evaluate(session).planned
  const material = materialFor(seen, answers, {
    facts,
    files,
    board,
    own: session ? materialOf(session) : given,
    plan: ownPlan?.ok ? ownPlan.plan : undefined,
  })
  return {
    boot: seen,
    verdicts: placed(judge(material, scriptChecks), seen, answers, files),
    answers,
    files: beside.files,
    board,
  }
}

interface Known {
  readonly facts: DeviceTreeFacts
  readonly files: Readonly<Partial<Record<LoadRole, ParsedFile>>>
  readonly board: BoardPage | undefined
  readonly own: Material | undefined
  readonly plan: Plan | undefined
}

/** Questions whose answers the script gives, or leaves out for its own boot. */
const decidedByScript =
  /^(console\.dtuart$|xen\.options$|dom0-kernel\.(memory|vcpus|cmdline|initrd)$|boot-media\.|guest\.)/

function materialFor(boot: BootSeen, seen: AnswersSeen, { facts, files, board, own, plan }: Known): Material {
  const typed: Record<string, unknown> = {}
  for (const [key, { text }] of Object.entries(seen)) {
    const reading = readAnswer(key as AnswerKey, text)
    if (reading.ok) typed[key] = reading.value
  }
  const version = files.xen?.facts['xen.version']?.value
  const kept = Object.fromEntries(
    Object.entries(own ?? {}).filter(([key]) => !decidedByScript.test(key) && !key.startsWith('read:guest')),
  )
  const answers = {
    ...(releases.some((release) => release === version) && { 'xen.version': version }),
    ...Object.fromEntries(Object.entries(kept).filter(([key]) => !isDeviceTreeKey(key) && !key.startsWith('read:'))),
    ...typed,
    ...(own?.['boot-media.script-address'] !== undefined && {
      'boot-media.script-address': own['boot-media.script-address'],
    }),
  } as Answers
  const arch = facts.arch?.value ?? own?.machine ?? answers['goal.arch']
  const read = {
    ...Object.fromEntries(Object.entries(kept).filter(([key]) => key.startsWith('read:'))),
    ...Object.fromEntries(Object.entries(files).map(([role, file]) => [`read:${fileKeys[role as LoadRole]}`, file])),
  } as Partial<FilesRead>
  return {
    ...facts,
    ...read,
    ...answers,
    'boot.seen': boot,
    ...(arch && { machine: arch }),
    ...(board && { board }),
    // bootm and others are of both: then addresses are held to the wider limits.
    ...(boot.start && {
      plan: seenPlan({ boot, answers, arch: arch ?? 'arm64', facts, files: read, board, own: plan }),
    }),
  } as Material
}

/** Places and words of answers as places and words of the script. */
function placed(verdicts: Verdicts, boot: BootSeen, seen: AnswersSeen, files: Known['files']): Verdicts {
  const roles = loadsByRole(boot)
  const places = new Map<string, string>(Object.entries(seen).map(([key, { at }]) => [key, placeIn(boot, at)]))
  for (const [role, load] of Object.entries(roles)) {
    const at = placeIn(boot, load.at)
    places.set(`boot-media.${role}-address`, load.address ? placeIn(boot, load.address.at) : at)
    if (files[role as LoadRole]) places.set(fileKeys[role as LoadRole], at)
  }
  const at = (text: string): string =>
    text.replace(/^answer ([\w.-]+)/, (whole, key: string) => places.get(key) ?? whole)
  const findings = verdicts.findings.map(
    ({ fix, also, ...found }): Finding => ({
      ...found,
      at: at(found.at),
      ...(also !== undefined && { also: at(also) }),
      ...(fix !== undefined && { fix: inScriptWords(fix) }),
    }),
  )
  return { ...verdicts, findings }
}

/** What the answers decide is written in a script so. */
const scriptWords: readonly (readonly [RegExp, string])[] = [
  [/\bxen\.options\b/g, "Xen's command line"],
  [/\bdom0-kernel\.cmdline\b/g, "dom0's command line"],
  [/\bconsole\.dtuart\b/g, 'dtuart='],
  [/\bdom0-kernel\.memory\b/g, 'dom0_mem='],
  [/\bdom0-kernel\.vcpus\b/g, 'dom0_max_vcpus='],
  [
    /, or let xenup plan (it|the addresses) \(boot-media\.addresses: planned\)\.$|, or let xenup plan the addresses\.$/,
    '.',
  ],
]

const inScriptWords = (text: string): string => scriptWords.reduce((said, [from, to]) => said.replace(from, to), text)

/** printenv of the board, and the usual addresses of its U-Boot. */
function environmentOf(board: BoardPage | undefined, log: ParsedFile | undefined): Readonly<Record<string, string>> {
  const version = log?.facts['uboot.version']?.value
  const usual = (board?.addresses ?? []).flatMap(({ variable }) => {
    const value = board && addressOf(board, variable, version)
    return value === undefined ? [] : [[variable, `0x${value.toString(16)}`]]
  })
  return { ...Object.fromEntries(usual), ...log?.facts['uboot.env']?.value }
}

/** So much as is read of a script, and one byte, which tells that it is larger. */
function readBeginning(place: string, path: string): Uint8Array {
  try {
    const handle = openSync(place, 'r')
    try {
      const bytes = Buffer.alloc(maxScript + 1)
      let length = 0
      for (let read = -1; read !== 0 && length < bytes.length; length += read)
        read = readSync(handle, bytes, length, bytes.length - length, null)
      return bytes.subarray(0, length)
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (!code) throw error
    throw new UserError(code === 'EISDIR' ? 'it is a folder' : `it cannot be read (${code})`, {
      where: path,
      advice: 'Name the script.',
    })
  }
}
