/**
 * What U-Boot prints: its banner, `printenv`, and `bdinfo` in its old and its new form (U-Boot cmd/bdinfo.c,
 * lib/lmb.c).
 */
import type { ConsoleLine } from '../../console/line.ts'
import type { SignpostId } from '../../console/signposts.ts'
import { limits } from '../../model/limits.ts'
import type { Range } from '../../model/range.ts'
import type { SeenAt, Take } from './seen.ts'

/** What was seen of it; of several boots, the last. */
export interface UBootSeen {
  version?: SeenAt<string>
  env?: SeenAt<Readonly<Record<string, string>>>
  banks?: SeenAt<readonly Range[]>
  reserved?: SeenAt<readonly Range[]>
  relocaddr?: SeenAt<bigint>
  fdt?: SeenAt<bigint>
}

/** The variables that matter to a boot; besides them every address. */
const kept = new Set([
  'scriptaddr',
  'fdtcontroladdr',
  'fdt_high',
  'initrd_high',
  'bootm_size',
  'bootm_low',
  'bootm_mapsize',
  'bootm_boot_mode',
  'loadaddr',
  'kernel_comp_size',
  'boot_targets',
  'boot_scripts',
  'boot_prefixes',
  'devtype',
  'devnum',
  'distro_bootpart',
  'bootargs',
  'bootcmd',
  'bootdelay',
  'bootfile',
  'fdtfile',
  'serverip',
  'ipaddr',
  'arch',
  'cpu',
  'board',
  'board_name',
  'soc',
  'vendor',
  'baudrate',
  'console',
  'stdin',
  'stdout',
  'mmcdev',
  'mmcpart',
  'mmcroot',
  'ver',
])
const isKept = (name: string): boolean => kept.has(name) || /^\w{1,40}_addr(_r|esses)?$/.test(name)
/** More ranges than U-Boot keeps (MAX_LMB_REGIONS, CONFIG_NR_DRAM_BANKS). */
const maxRanges = 256

const variable = /^([A-Za-z_][\w.#,-]{0,60})=(.*)$/

const spoken: ReadonlySet<SignpostId> = new Set(['u-boot-spl', 'u-boot', 'handover'])

/** Takes in one line; true when it is surely U-Boot's. */
export function uBootLines(): {
  readonly seen: UBootSeen
  readonly take: Take
  readonly end: () => void
} {
  const seen: UBootSeen = {}
  const env = environment(seen)
  const board = boardInfo(seen)
  return {
    seen,
    end: env.end,
    take(line, shown) {
      if (line.by !== 'other') return false
      const banner = shown.find(({ signpost }) => signpost === 'u-boot')
      env.take(line, banner !== undefined)
      if (banner?.is !== undefined) seen.version = { value: banner.is, line: line.line }
      return shown.some(({ signpost }) => spoken.has(signpost)) || board(line) || line.text.startsWith('=> ')
    },
  }
}

/** `name=value` lines are an environment when three come together, or when one was asked for at the prompt. */
function environment(seen: UBootSeen): {
  readonly take: (line: ConsoleLine, isBanner: boolean) => void
  readonly end: () => void
} {
  let [known, names]: [Record<string, string>, number] = [{}, 0]
  let run: { readonly name: string; readonly value: string }[] = []
  let [count, first, asked] = [0, 0, false]
  const end = (): void => {
    if (run.length > 0 && (asked || count >= 3)) {
      // One that was asked for alone is added to what a full printenv said before.
      if (!asked || !seen.env) [known, names] = [{}, 0]
      for (const { name, value } of run) {
        if (!Object.hasOwn(known, name) && names++ >= limits.variables.most) continue
        known[name] = value
      }
      seen.env = { value: known, line: first }
    }
    run = []
    count = 0
  }
  return {
    end,
    take({ text, line }, isBanner) {
      const found = variable.exec(text)
      if (found) {
        if (count++ === 0) first = line
        if (isKept(found[1]!) && run.length < limits.variables.most) run.push({ name: found[1]!, value: found[2]! })
        return
      }
      end()
      // What was typed before a reset is gone.
      if (isBanner && !asked) delete seen.env
      asked = /(^|[#>] )(printenv|env print|print)\b/.test(text)
    },
  }
}

/** The fields of bdinfo, and lmb's list behind them. */
function boardInfo(seen: UBootSeen): (line: ConsoleLine) => boolean {
  let start: bigint | undefined
  let base: bigint | undefined
  const add = (what: 'banks' | 'reserved', range: Range, line: number): void => {
    const before = seen[what]
    if (range.size > 0n && (before?.value.length ?? 0) < maxRanges)
      seen[what] = { value: [...(before?.value ?? []), range], line: before?.line ?? line }
  }
  return ({ text, line }) => {
    const field =
      /^(-> start|-> size|DRAM bank|relocaddr|fdt_blob|boot_params|arch_number) {0,8}= 0x([\da-f]{1,16})$/i.exec(text)
    if (field) {
      const value = BigInt(`0x${field[2]}`)
      // bdinfo once more: what it said before is over.
      if (field[1] === 'DRAM bank' && value === 0n) delete seen.banks
      if (field[1] === '-> start') start = value
      if (field[1] === '-> size' && start !== undefined) add('banks', { base: start, size: value }, line)
      if (field[1] === 'relocaddr') seen.relocaddr = { value, line }
      if (field[1] === 'fdt_blob') seen.fdt = { value, line }
      return true
    }
    if (text === 'lmb_dump_all:') {
      delete seen.reserved
      return true
    }
    // Since 2021; "flags" is not part of all.
    const region =
      /^\s*reserved\[(?:0x)?[\da-f]{1,4}\]\s+\[0x([\da-f]{1,16})-0x[\da-f]{1,16}\], 0x([\da-f]{1,16}) bytes/i.exec(text)
    if (region) add('reserved', { base: BigInt(`0x${region[1]}`), size: BigInt(`0x${region[2]}`) }, line)
    const old = /^\s*(reserved|memory)\.reg\[0x[\da-f]{1,4}\]\.base\s*= 0x([\da-f]{1,16})$/i.exec(text)
    if (old) base = old[1] === 'reserved' ? BigInt(`0x${old[2]}`) : undefined
    const size = /^\s*\.size\s*= 0x([\da-f]{1,16})$/i.exec(text)
    if (size && base !== undefined) add('reserved', { base, size: BigInt(`0x${size[1]}`) }, line)
    return region !== null || old !== null || size !== null
  }
}
