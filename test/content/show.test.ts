import { describe, expect, test } from 'vitest'
import { parsePage } from '../../src/content/parse.ts'
import { show, showPage, showSection } from '../../src/content/render-page.ts'

const section = `**What it is.** The option [[dtuart]]: an alias (\`serial0\`) or the full path of a node.

**How to find out.** Ask U-Boot, then look for one of these:

- a **bold** word, \`code: with a colon\`, and [a link](https://xenproject.org/) in a tight item that
  goes on in a second line
  1. \`nested\`, from U-Boot 2026.10 or
     4.18
- [ ] a task with \`code\`
- [x] a task that is **done**

\`\`\`console
=> printenv scriptaddr fdt_addr_r kernel_addr_r

scriptaddr=0x40200000
\`\`\`

Sources:

- \`xen/drivers/char/uart-init.c\` in xen.git, https://xenbits.xenproject.org/docs/unstable/misc/xen-command-line.html
`

const red = (text: string) => text.replaceAll('\u001b', '␛')

describe('a section', () => {
  test('is readable at 80 columns without colours', async () => {
    expect(await show(section, { width: 80, color: false })).toMatchInlineSnapshot(`
      "What it is. The option dtuart: an alias (\`serial0\`) or the full path of a node.

      How to find out. Ask U-Boot, then look for one of these:

      - a bold word, \`code: with a colon\`, and a link (https://xenproject.org/) in a
        tight item that goes on in a second line
        1. \`nested\`, from U-Boot 2026.10 or 4.18
      - [ ] a task with \`code\`
      - [x] a task that is done

        => printenv scriptaddr fdt_addr_r kernel_addr_r

        scriptaddr=0x40200000

      Sources:

      - \`xen/drivers/char/uart-init.c\` in xen.git,
        https://xenbits.xenproject.org/docs/unstable/misc/xen-command-line.html
      "
    `)
  })

  test('is readable at 40 columns without colours', async () => {
    expect(await show(section, { width: 40, color: false })).toMatchInlineSnapshot(`
      "What it is. The option dtuart: an alias
      (\`serial0\`) or the full path of a node.

      How to find out. Ask U-Boot, then look
      for one of these:

      - a bold word, \`code: with a colon\`, and
        a link (https://xenproject.org/) in a
        tight item that goes on in a second
        line
        1. \`nested\`, from U-Boot 2026.10 or
           4.18
      - [ ] a task with \`code\`
      - [x] a task that is done

        => printenv scriptaddr fdt_addr_r kernel_addr_r

        scriptaddr=0x40200000

      Sources:

      - \`xen/drivers/char/uart-init.c\` in
        xen.git,
        https://xenbits.xenproject.org/docs/unstable/misc/xen-command-line.html
      "
    `)
  })

  test('has its markup as colours, also in tight lists', async () => {
    expect(red(await show(section, { width: 60, color: true }))).toMatchInlineSnapshot(`
      "␛[1mWhat it is.␛[22m The option ␛[4mdtuart␛[24m: an alias (␛[36mserial0␛[39m) or the
      full path of a node.

      ␛[1mHow to find out.␛[22m Ask U-Boot, then look for one of these:

      - a ␛[1mbold␛[22m word, ␛[36mcode: with a colon␛[39m, and a link
        (␛[34mhttps://xenproject.org/␛[39m) in a tight item that goes on in
        a second line
        1. ␛[36mnested␛[39m, from U-Boot 2026.10 or 4.18
      - [ ] a task with ␛[36mcode␛[39m
      - [x] a task that is ␛[1mdone␛[22m

        ␛[36m=> printenv scriptaddr fdt_addr_r kernel_addr_r␛[39m

        ␛[36mscriptaddr=0x40200000␛[39m

      Sources:

      - ␛[36mxen/drivers/char/uart-init.c␛[39m in xen.git,
        ␛[34mhttps://xenbits.xenproject.org/docs/unstable/misc/xen-command-line.html␛[39m
      "
    `)
  })

  test.each([20, 40, 60, 80, 120])('fits %i columns, code and long words aside, and shows no markup', async (width) => {
    const shown = await show(section, { width, color: false })
    for (const line of shown.split('\n')) {
      if (line.length > width) expect(line).toMatch(/^ {2}=> |^ *(- )?\S+$/)
    }
    expect(shown).not.toMatch(/\*\*|\]\(|\[\[|:tada:/)
  })

  test('has no escape sequence without colours, whatever the environment says', async () => {
    expect(await show(section, { width: 80, color: false })).not.toContain('\u001b')
  })
})

test('lines that are coloured stand for themselves: each opens and closes its own colours', async () => {
  const shown = await show('A sentence with **a bold part that is longer than a line** and an end.', {
    width: 24,
    color: true,
  })
  expect(red(shown).split('\n')).toMatchInlineSnapshot(`
    [
      "A sentence with ␛[1ma bold␛[0m",
      "␛[1mpart that is longer than␛[0m",
      "␛[1ma line␛[22m and an end.",
      "",
    ]
  `)
})

describe('what could steer the terminal', () => {
  test('is shown, not sent', async () => {
    expect(
      await show(
        'An \u001b[31mescape\u0007, a `\u009b2J` and \u202eright to left.\n\n```text\n\u001b]0;title\u0007\n```',
        { width: 80, color: true },
      ),
    ).not.toMatch(/\u001b(?!\[\d+m)|[\u0007\u009b\u202e]/)
  })
})

describe('blocks', () => {
  const shown = (markdown: string, width = 40) => show(markdown, { width, color: false })

  test('a heading has a rule under it, and no #', async () => {
    expect(await shown('# Title\n\n## Section')).toBe('Title\n=====\n\nSection\n-------\n')
  })

  test('a list of paragraphs keeps its empty lines, its numbers and its code', async () => {
    expect(await shown('2. one\n\n   ```sh\n   ls\n\n   ls\n   ```\n\n3. two')).toBe(
      '2. one\n\n     ls\n\n     ls\n\n3. two\n',
    )
  })

  test('a wrapped line that begins with a number or a dash is no item', async () => {
    expect(await shown('- aaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbb\n  4. cc - dd')).toBe(
      '- aaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbb\n  4. cc - dd\n',
    )
  })

  test('a quote is marked on every line', async () => {
    expect(await shown('> words that go on and on until the line is full\n>\n> more')).toBe(
      '| words that go on and on until the line\n| is full\n|\n| more\n',
    )
  })

  test('a table stands in columns where it fits, else as one line a cell', async () => {
    const table = '| release | what is new |\n|---|---|\n| `4.18` | refuses overlaps |\n| `4.19` | K3 consoles |'
    expect(await shown(table)).toBe(
      'release  what is new\n-------  ----------------\n`4.18`   refuses overlaps\n`4.19`   K3 consoles\n',
    )
    expect(await shown(table, 20)).toBe(
      'release: `4.18`\nwhat is new: refuses\noverlaps\n\nrelease: `4.19`\nwhat is new: K3\nconsoles\n',
    )
  })

  test('a line break that was meant is kept, and any other is a space', async () => {
    expect(await shown('one  \ntwo\nthree')).toBe('one\ntwo three\n')
  })

  test('wide characters count as two columns, combining ones as none', async () => {
    expect(await shown('漢字漢字漢字漢字 漢字漢字漢字 e\u0301e\u0301', 20)).toBe(
      '漢字漢字漢字漢字\n漢字漢字漢字 e\u0301e\u0301\n',
    )
  })

  test('a link to another page is its text, a link to the web shows where it leads', async () => {
    expect(await shown('[the page](../steps/xen.md), [Xen](https://xenproject.org/), https://xenproject.org/')).toBe(
      'the page, Xen (https://xenproject.org/),\nhttps://xenproject.org/\n',
    )
  })
})

test('a page has its title, its summary, its intro and its sections, and a board its facts', async () => {
  const page = parsePage({
    id: 'boards/other',
    file: 'content/boards/other.md',
    text: '---\nname: A board\nsummary: Good.\nfacts:\n  - key: memory.banks\n    value: [{ base: 0x40000000, size: 0x80000000 }]\n    assumes: -m 2048\n    source: its tree\n---\n\nIntro.\n\n## Cables\n\nRed is plus.\n',
  })
  expect(await showPage(page, { width: 60, color: false })).toMatchInlineSnapshot(`
    "A board
    =======

    Good.

    Intro.

    Cables
    ------

    Red is plus.

    Facts
    -----

    - \`memory.banks\`: base 0x40000000, size 0x80000000, when
      started with \`-m 2048\` (its tree)
    "
  `)
  expect(await showSection(page.sections[0]!, { width: 60, color: false })).toBe('Red is plus.\n')
})
