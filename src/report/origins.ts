/** Where a line of an artifact came from, in words: answers, facts and what the plan computed, each with its reason. */
import type { PlacedPlan, Plan, Region } from '../model/plan.ts'
import { hex, humanSize } from '../model/quantity.ts'
import { endOf, type Range } from '../model/range.ts'
import { changeInWords } from '../model/tree-change.ts'
import { visible } from '../model/visible.ts'
import { wrap } from '../model/wrap.ts'
import { pointReleases, type XenRelease } from '../model/xen-release.ts'

/** One origin with its value and its reason. */
export interface Origin {
  /** The key of an answer or a fact, or `plan:…`. */
  readonly key: string
  /** Missing when the reason says it all. */
  readonly value?: string
  /** Why it is so: evidence of a fact, reason of a suggestion, the plan's own. */
  readonly because: string
}

/** What the plan says of its parts, by the name after `plan:`; a part that this plan does not have is missing. */
export function planReasons(plan: Plan): Readonly<Record<string, Omit<Origin, 'key'>>> {
  const reasons: Record<string, Omit<Origin, 'key'>> = {}
  plan.treeEdits.forEach(
    ({ node, change, because }, index) =>
      (reasons[`tree-edit.${index}`] = { value: changeInWords(node, change), because }),
  )
  plan.reservations.forEach(
    ({ because, ...range }, index) => (reasons[`reservation.${index}`] = { value: rangeInWords(range), because }),
  )
  plan.firmwareFiles.forEach(({ path, because }, index) => (reasons[`firmware.${index}`] = { value: path, because }))
  return {
    ...reasons,
    ...(plan.placedBy === 'us' && placedReasons(plan)),
    'xen-tag': {
      value: pointReleases[plan.xen.release as XenRelease],
      because: `it is the newest point release of Xen ${plan.xen.release} that xenup knows`,
    },
    version: { because: 'every artifact names the xenup that made it' },
    arch: { value: plan.arch, because: 'the CPUs of the device tree, or of the board page, are of it' },
    handover: {
      value: plan.handover.smp,
      because: 'the tree counts first, then the page of the board, which knows what firmware adds to the tree',
    },
    'tree-edits': {
      value: String(plan.treeEdits.length),
      because: 'the page of the board names them, or Xen would stop at them',
    },
    reservations: {
      value: String(plan.reservations.length),
      because: 'the page of the board names what firmware keeps while Xen runs, and the tree does not',
    },
    ...(plan.earlyPrintk && {
      'early-printk': {
        value: `${plan.earlyPrintk.choice} at ${hex(plan.earlyPrintk.base)}`,
        because: `it is ${plan.earlyPrintk.path}, the UART of the console`,
      },
    }),
    'xen.cmdline': {
      value: plan.xen.cmdline,
      because: 'it is made of the console, what dom0 gets, and your own options',
    },
    expects: { value: `${plan.expects.length} lines`, because: 'they surely come when this plan boots' },
    checks: { because: '"xenup check --all" says what each check found' },
    ...(plan.guest && { guest: { value: plan.guest.name, because: 'a first guest is part of the goal' } }),
  }
}

/** Where things lie, and why there. */
function placedReasons(plan: PlacedPlan): Readonly<Record<string, Omit<Origin, 'key'>>> {
  return {
    ...Object.fromEntries(
      plan.loads.map(({ role, address, because }) => [`load.${role}`, { value: hex(address), because }]),
    ),
    ...Object.fromEntries(
      plan.modules.map(({ node, load, because }) => [`module.${node}`, { value: `at ${hex(load.address)}`, because }]),
    ),
    window: {
      value: `${hex(plan.window.start)} to ${hex(plan.window.end)}`,
      because: 'it is the largest stretch of RAM that nothing else uses while U-Boot loads',
    },
    modules: {
      value: String(plan.modules.length),
      because: `Xen gets ${plan.modules.map(({ node }) => node).join(' and ')}`,
    },
    'dtb-pad': { value: humanSize(plan.dtbPad), because: 'U-Boot rounds up, and adds 12 KiB when it boots' },
    'dtb-growth': { value: humanSize(plan.dtbGrowth), because: 'it is room for our nodes and both command lines' },
    'memory-map': { because: plan.regions.map(regionInWords).join('\n') },
  }
}

const regionInWords = ({ name, because, ...range }: Region): string => `${rangeInWords(range)}: ${name}, ${because}`

const rangeInWords = (range: Range): string => `${hex(range.base)} to ${hex(endOf(range))}`

/** A list of origins for a terminal. */
export function originsText(origins: readonly Origin[], columns: number): string {
  return origins
    .map(({ key, value, because }) => {
      const head = value === undefined ? key : `${key} = ${visible(value)}`
      return `${wrap(`- ${head}`, columns, '  ')}\n${because
        .split('\n')
        .map((line) => wrap(`  ${visible(line)}`, columns, '  '))
        .join('\n')}\n`
    })
    .join('')
}
