/**
 * `npm run pictures`: the wizard as a terminal shows it, as SVG in this folder. The program runs on a pseudo-terminal
 * (python3), a terminal emulator keeps the grid, and each run of equal cells becomes a piece of text.
 */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import xterm from '@xterm/headless'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const program = here('../dist/src/main.js')
const enter = '\r'
const to = (key) => `m/${key}${enter}`

/** What is photographed: keys, and what must be seen before the next. */
const scenes = [
  {
    name: 'question',
    says: 'A question: what it means, what is suggested and why, and the lines that the answer makes',
    columns: 120,
    rows: 30,
    walk: [
      ['', 'Look it over, then write'],
      [to('dom0-kernel.memory'), 'How much memory does dom0 get?'],
      ['1G', 'dom0_mem=1G'],
    ],
  },
  {
    name: 'gate',
    says: 'A step that is done at the board: the commands to copy',
    columns: 80,
    rows: 24,
    walk: [
      ['', 'Look it over, then write'],
      [to('native.done'), 'cat /proc/cmdline'],
    ],
  },
  {
    name: 'memory',
    says: 'Where everything lies in memory',
    columns: 80,
    rows: 24,
    walk: [
      ['', 'Look it over, then write'],
      ['r', 'loaded by us'],
    ],
  },
  {
    name: 'board',
    says: 'At the board: what a pasted log shows, against the lines that must come',
    columns: 80,
    rows: 30,
    walk: [
      ['', 'Look it over, then write'],
      [enter, 'compare the console'],
      [`\x1b[200~${log()}\x1b[201~`, 'lines were seen'],
    ],
  },
]

/** The console of a boot that stops early. */
function log() {
  return [
    'U-Boot 2023.01+dfsg-2 (Jan 01 2023 - 00:00:00 +0000)',
    'xenup: booting Xen with boot.scr',
    'xenup: Xen is at 0x40600000',
    'xenup: dom0 kernel is at 0x40e00000',
    'xenup: dom0 initramfs is at 0x44e00000',
    'Starting kernel ...',
    '(XEN) Xen version 4.17.5 (Debian 4.17.5) (aarch64-linux-gnu-gcc 12.2.0) debug=n',
    '(XEN) Command line: console=dtuart dtuart=/pl011@9000000 dom0_mem=512M',
    '(XEN) Using PSCI v1.1',
    '(XEN) GICv2 initialization:',
    '(XEN) Panic on CPU 0:',
    '',
  ].join('\n')
}

const folder = mkdtempSync(join(tmpdir(), 'xenup-pictures-'))
const environment = { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', TERM: 'xterm-256color', CI: 'false' }

/** The screen after the walk. */
async function photograph(scene) {
  const { name, columns, rows, walk } = scene
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true })
  const child = spawn(
    'python3',
    [here('../test/fronts/pseudo-terminal.py'), String(rows), String(columns), process.execPath, program],
    { cwd: folder, env: environment, stdio: ['pipe', 'pipe', 'inherit', 'pipe'] },
  )
  let onChange = () => {}
  child.stdout.on('data', (bytes) => terminal.write(bytes, () => onChange()))
  const text = () =>
    Array.from({ length: rows }, (_, row) => terminal.buffer.active.getLine(row).translateToString(true)).join('\n')
  const sees = (words) =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${name}: "${words}" did not come:\n${text()}`)), 30_000)
      onChange = () => {
        if (!text().replace(/\s+/g, ' ').includes(words)) return
        clearTimeout(late)
        onChange = () => {}
        resolve()
      }
      onChange()
    })
  for (const [keys, words] of walk) {
    child.stdin.write(keys)
    await sees(words)
  }
  // Pages and the preview come a moment after their question.
  for (let before = ''; before !== text(); ) {
    before = text()
    await new Promise((resolve) => setTimeout(resolve, 1500))
  }
  const picture = svgOf(terminal, scene)
  child.stdin.write('\x03')
  await new Promise((resolve) => child.on('close', resolve))
  return picture
}

const [cellWidth, cellHeight, edge] = [8, 17, 10]
const palette = ['#1f2430', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#d7dae0']
const [paper, ink, faint] = ['#1f2430', '#d7dae0', '#8b93a3']

/** How a cell looks, as the attributes of its text. */
function lookOf(cell) {
  const color = cell.isFgPalette() ? palette[cell.getFgColor() % 8] : cell.isDim() ? faint : ink
  const isInverse = cell.isInverse() !== 0
  return JSON.stringify({
    fill: isInverse ? paper : color,
    ...(isInverse && { ground: color }),
    ...(cell.isBold() && { bold: true }),
  })
}

/** Runs of cells that look the same, blanks at the end left out. */
function runsOf(line, columns) {
  const runs = []
  for (let column = 0; column < columns; column++) {
    const cell = line.getCell(column)
    if (cell.getWidth() === 0) continue
    const look = lookOf(cell)
    const last = runs.at(-1)
    if (last?.look === look) {
      last.text += cell.getChars() || ' '
      last.width += cell.getWidth()
    } else runs.push({ look, column, text: cell.getChars() || ' ', width: cell.getWidth() })
  }
  return runs.map((run) => ({ ...run, ...JSON.parse(run.look) }))
}

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

function svgOf(terminal, { says, columns, rows }) {
  const [width, height] = [columns * cellWidth + 2 * edge, (rows - 1) * cellHeight + 2 * edge]
  const lines = Array.from({ length: rows - 1 }, (_, row) => {
    const y = edge + row * cellHeight
    return runsOf(terminal.buffer.active.getLine(row), columns)
      .flatMap(({ text, column, width: cells, fill, ground, bold }) => {
        const x = edge + column * cellWidth
        const box = ground
          ? [`<rect x="${x}" y="${y}" width="${cells * cellWidth}" height="${cellHeight}" fill="${ground}"/>`]
          : []
        const kept = text.trimEnd()
        if (kept === '') return box
        const taken = cells - (text.length - kept.length)
        const style = `${fill === ink ? '' : ` fill="${fill}"`}${bold ? ' font-weight="bold"' : ''}`
        return [
          ...box,
          `<text x="${x}" y="${y + 13}" textLength="${taken * cellWidth}"${style}>${escaped(kept)}</text>`,
        ]
      })
      .join('')
  }).filter((line) => line !== '')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(says)}</title>
<rect width="100%" height="100%" rx="6" fill="${paper}"/>
<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="13" fill="${ink}" xml:space="preserve">
${lines.join('\n')}
</g>
</svg>
`
}

spawnSync(process.execPath, [program, '--yes'], { cwd: folder, env: environment })
for (const scene of scenes) writeFileSync(here(`${scene.name}.svg`), await photograph(scene))
rmSync(folder, { recursive: true, force: true })
