import { describe, expect, test } from 'vitest'
import { faultsAfter, faultsOf, pagesWith, units } from './small-library.ts'

test('pages that are as they should be have no fault', () => {
  expect(faultsOf(pagesWith())).toEqual([])
})

describe('a unit without a page is told with the file to create and what goes into it', () => {
  test('a step', () => {
    expect(faultsOf(pagesWith({ 'steps/goal': undefined }))).toContain(
      'content/steps/goal.md:1: is missing: create this file for the step goal, with front matter (title, summary, minutes), an introduction and the sections ## goal.target, each with the paragraphs **What it is.** **Why Xen needs it.** **How to find out.** **What you should see.** and a list after Sources:',
    )
  })

  test('a step that asks nothing', () => {
    expect(faultsOf(pagesWith(), { ...units, steps: [...units.steps, { id: 'review', questions: [] }] })).toEqual([
      'content/steps/review.md:1: is missing: create this file for the step review, with front matter (title, summary, minutes), an introduction and the section ## Sources',
    ])
  })

  test('a check', () => {
    expect(faultsOf(pagesWith(), { ...units, checks: ['gic', 'overlap'] })).toEqual([
      'content/checks/overlap.md:1: is missing: create this file for the check overlap, with front matter (title, summary) and the sections ## What is wrong, ## Why it breaks, ## How to fix it, ## Sources',
    ])
  })

  test('boards without a page', () => {
    expect(faultsOf(pagesWith({ 'boards/other': undefined }))).toEqual([
      'content/boards/other.md:1: is missing: create this file for boards without a page of their own, with front matter (name, summary), an introduction and the section ## Sources',
    ])
  })

  test('the glossary', () => {
    expect(faultsOf(pagesWith({ words: undefined }))[1]).toMatch(
      /^content\/words\.md:1: is missing: create this file for the glossary/,
    )
  })
})

describe('a page without a unit is told', () => {
  test.each([
    ['steps/gaol', 'is about a step that xenup does not have; there are goal'],
    ['checks/gci', 'is about a check that xenup does not have; there are gic'],
    ['artifacts/bot-script', 'is about an artifact that xenup does not have; there are boot-script'],
  ])('%s', (id, says) => {
    const [folder] = id.split('/')
    const twin = pagesWith().find((page) => page.id.startsWith(`${folder}/`))!
    expect(faultsOf(pagesWith({ [id]: twin.text }))).toEqual([`content/${id}.md:1: ${says}`])
  })

  test.each(['readme', 'signs/silence', 'steps/old/goal'])('%s', (id) => {
    expect(faultsOf(pagesWith({ [id]: '' }))).toEqual([
      `content/${id}.md:1: stands where nothing reads it; pages are content/words.md and content/steps/<id>.md, content/checks/<id>.md, content/boards/<id>.md, content/artifacts/<id>.md, content/symptoms/<id>.md`,
    ])
  })
})

describe('blocks of artifacts and sections', () => {
  test('an artifact without a page', () => {
    expect(faultsOf(pagesWith({ 'artifacts/boot-script': undefined }))).toEqual([
      'content/artifacts/boot-script.md:1: is missing: create this file for the artifact boot-script, with front matter (title, summary), an introduction and the sections ## load, each with a list after Sources:',
    ])
  })

  test('a block without its section, and a section without its block', () => {
    expect(faultsAfter('artifacts/boot-script', (text) => text.replace('## load', '## laod'))).toEqual([
      'content/artifacts/boot-script.md:1: lacks the section ## load, which explains a block of the template',
      'content/artifacts/boot-script.md:8: has a section ## laod, but no template has such a block',
    ])
  })

  test('a section that says nothing, or names no source', () => {
    expect(faultsAfter('artifacts/boot-script', (text) => text.replace('A file goes into memory.\n', ''))).toEqual([
      'content/artifacts/boot-script.md:8: says nothing under ## load',
    ])
    expect(faultsAfter('artifacts/boot-script', (text) => text.replace(/Sources:[^]*/, ''))).toEqual([
      'content/artifacts/boot-script.md:8: has no sources in ## load; end it with Sources: and a list',
    ])
  })

  test('an artifact that is explained as a whole needs sources only', () => {
    const has = { ...units, artifacts: [...units.artifacts, { id: 'image', blocks: [] }] }
    const page =
      '---\ntitle: The image\nsummary: It is whole.\n---\n\nA header and a text.\n\n## Sources\n\n- `image.h`\n'
    expect(faultsOf(pagesWith({ 'artifacts/image': page }), has)).toEqual([])
    expect(faultsOf(pagesWith({ 'artifacts/image': page.replace(/## Sources[^]*/, '') }), has)).toEqual([
      'content/artifacts/image.md:1: has no section ## Sources',
    ])
  })
})

describe('questions and sections', () => {
  test('a question without its section', () => {
    const steps = [{ id: 'goal', questions: ['goal.target', 'goal.reach'] }]
    expect(faultsOf(pagesWith(), { ...units, steps })).toEqual([
      'content/steps/goal.md:1: lacks the section ## goal.reach, which explains a question of this step',
    ])
  })

  test('a section without a question', () => {
    expect(
      faultsAfter(
        'steps/goal',
        (text) => text + text.slice(text.indexOf('## goal')).replaceAll('goal.target', 'goal.tarpit'),
      ),
    ).toEqual(['content/steps/goal.md:26: has a section ## goal.tarpit, but this step asks no such question'])
  })

  test('a step that asks nothing divides its page as it likes, and ends with sources', () => {
    const review = '---\ntitle: Review\nsummary: Look.\nminutes: 5\n---\n\nLook.\n\n## Findings\n\nText.\n'
    const has = { ...units, steps: [...units.steps, { id: 'review', questions: [] }] }
    expect(faultsOf(pagesWith({ 'steps/review': review }), has)).toEqual([
      'content/steps/review.md:1: has no section ## Sources',
    ])
    expect(faultsOf(pagesWith({ 'steps/review': `${review}\n## Sources\n\n- \`a.c\`\n` }), has)).toEqual([])
  })
})

describe('front matter', () => {
  test.each([
    [
      'is not there',
      (text: string) => text.replace(/^---\n.*?---\n/s, ''),
      ['content/steps/goal.md:1: has no front matter; begin with --- and close it with ---'],
    ],
    [
      'is empty',
      (text: string) => text.replace(/^---\n.*?---\n/s, '---\n---\n'),
      ['content/steps/goal.md:1: has front matter without a single key'],
    ],
    [
      'is not YAML',
      (text: string) => text.replace('title: What', 'title: "What'),
      [expect.stringMatching(/^content\/steps\/goal\.md:\d: has front matter that is not YAML: /)],
    ],
    [
      'has no title',
      (text: string) => text.replace(/title: .*\n/, ''),
      ['content/steps/goal.md:1: has no title in its front matter'],
    ],
    [
      'has an empty title',
      (text: string) => text.replace(/title: .*\n/, 'title:\n'),
      ['content/steps/goal.md:2: has no title in its front matter'],
    ],
    [
      'has no summary',
      (text: string) => text.replace(/summary: .*\n/, ''),
      ['content/steps/goal.md:1: has no summary in its front matter: one sentence on one line, with a full stop'],
    ],
    [
      'has a summary without a full stop',
      (text: string) => text.replace('to run.', 'to run'),
      ['content/steps/goal.md:3: has no summary in its front matter: one sentence on one line, with a full stop'],
    ],
    [
      'has a key that nobody reads',
      (text: string) => text.replace('summary:', 'author: me\nsummary:'),
      [
        'content/steps/goal.md:3: has author in its front matter, which nobody reads; there are title, summary, minutes, minutes-on-a-model',
      ],
    ],
    [
      'has no minutes',
      (text: string) => text.replace(/minutes: .*\n/, ''),
      ['content/steps/goal.md:1: has no minutes in its front matter: how long the step usually takes, a whole number'],
    ],
  ])('%s', (_what, edit, faults) => {
    expect(faultsAfter('steps/goal', edit)).toEqual(faults)
  })
})

describe('the parts of a section', () => {
  const part = (name: string, edit: (text: string) => string, fault: string) =>
    test(name, () => expect(faultsAfter('steps/goal', edit)).toEqual([`content/steps/goal.md:${fault}`]))

  part(
    'one of the four is missing',
    (text) => text.replace('**Why Xen needs it.** It does not.\n', ''),
    '9: has no paragraph **Why Xen needs it.** in ## goal.target',
  )
  part(
    'one is not bold',
    (text) => text.replace('**What it is.**', 'What it is.'),
    '9: has no paragraph **What it is.** in ## goal.target',
  )
  part(
    'two have changed places',
    (text) => text.replace(/(\*\*What it is.*?\n\n)(\*\*Why.*?\n\n)/s, '$2$1'),
    '11: has **Why Xen needs it.** before **What it is.** in ## goal.target',
  )
  part(
    'one says nothing',
    (text) => text.replace(' It does not.', ''),
    '13: says nothing after **Why Xen needs it.** in ## goal.target',
  )
  part(
    'sources are missing',
    (text) => text.replace(/Sources:.*/s, ''),
    '9: has no sources in ## goal.target; end it with Sources: and a list',
  )
  part(
    'a source names nothing',
    (text) => text.replace('- `docs/misc/arm/booting.txt` in xen.git', '- the documentation of Xen'),
    '9: has a source in ## goal.target that names no file, document or URL: the documentation of Xen',
  )
  part(
    'the introduction is missing',
    (text) => text.replace('Xen runs at [[EL2]].\n', '').replace('A file,', 'At [[EL2]] a file,'),
    '1: has no introduction between its front matter and its first section',
  )
})

describe("a check's page", () => {
  test('lacks a section', () => {
    expect(faultsAfter('checks/gic', (text) => text.replace(/## How.*?(?=## S)/s, ''))).toEqual([
      'content/checks/gic.md:6: must have the sections ## What is wrong, ## Why it breaks, ## How to fix it, ## Sources, in this order and no others',
    ])
  })

  test('says nothing in a section', () => {
    expect(faultsAfter('checks/gic', (text) => text.replace('Xen stops.\n', ''))).toEqual([
      'content/checks/gic.md:10: says nothing under ## Why it breaks',
    ])
  })

  test('has no sources', () => {
    expect(faultsAfter('checks/gic', (text) => text.replace(/- `xen.*\n/, ''))).toEqual([
      'content/checks/gic.md:18: has no sources under ## Sources; end it with Sources: and a list',
    ])
  })

  test('has a section twice', () => {
    expect(faultsAfter('checks/gic', (text) => text.replace('## Why it breaks', '## what is wrong'))).toContain(
      'content/checks/gic.md:10: has a second section what is wrong; the first is in line 6',
    )
  })
})

describe('the glossary', () => {
  test('lacks a word that a page links to', () => {
    expect(faultsAfter('checks/gic', (text) => text.replace('Xen stops.', 'A [[conduit]].'))).toEqual([
      'content/checks/gic.md:12: links to the word conduit, which content/words.md does not explain; add ## conduit there',
    ])
  })

  test('explains a word that no page links to', () => {
    expect(faultsAfter('words', (text) => `${text}\n## HYP\n\nA mode.\n\nSource: \`booting.txt\`\n`)).toEqual([
      'content/words.md:14: explains HYP, but no page links to [[HYP]]',
    ])
  })

  test('has a word without a source', () => {
    expect(faultsAfter('words', (text) => text.replace(/Source: .*/, ''))).toEqual([
      'content/words.md:8: has no sources in ## EL2; end it with Sources: and a list',
    ])
  })

  test('is found in any case, and across the end of a line, but not in code', () => {
    expect(faultsAfter('checks/gic', (text) => text.replace('Xen stops.', 'At [[el2]] `[[no]]`.'))).toEqual([])
    const words =
      '---\ntitle: Words\nsummary: Words.\n---\n\nAll: [[EL2]].\n\n## EL2\n\nA level, with [[early\nprintk]].\n\nSource: `a`\n\n## early printk\n\nA way.\n\nSource: `b`\n'
    expect(faultsOf(pagesWith({ words }))).toEqual([])
  })
})

describe('links', () => {
  test.each([
    [
      'a page that is not there',
      'content/steps/goal.md:21: links to ../checks/timer.md, and there is no such page',
      ['gic.md#', 'timer.md#'],
    ],
    [
      'a section that is not there',
      'content/steps/goal.md:21: links to #why-not, and content/checks/gic.md has no such section',
      ['#why-it-breaks', '#why-not'],
    ],
  ] as const)('to %s', (_what, fault, [from, to]) => {
    expect(faultsAfter('steps/goal', (text) => text.replace(from, to))).toEqual([fault])
  })

  test('to the web, and to a section of the same page, are let through', () => {
    expect(
      faultsAfter('steps/goal', (text) =>
        text.replace('../checks/gic.md#why-it-breaks', 'https://xenproject.org/nothing.md'),
      ),
    ).toEqual([])
    expect(faultsAfter('steps/goal', (text) => text.replace('../checks/gic.md#why-it-breaks', '#goaltarget'))).toEqual(
      [],
    )
  })
})

describe('lines', () => {
  const line = (name: string, edit: (text: string) => string, fault: string | undefined) =>
    test(name, () =>
      expect(faultsAfter('checks/gic', edit)).toEqual(fault === undefined ? [] : [`content/checks/gic.md:${fault}`]),
    )
  const put = (text: string) => (before: string) => before.replace('Xen stops.', () => text)

  line('a tab', put('Xen\tstops.'), '12: has a tab at character 4')
  line('an escape character', put('Xen \u001b[31mstops.'), '12: has an escape character at character 5')
  line(
    'a character that turns the reading direction',
    put('Xen \u202estops.'),
    '12: has the invisible character U+202E at character 5',
  )
  line(
    'a line that is too long',
    put(`Xen ${'stops '.repeat(20)}.`),
    '12: has a line of 125 characters; break it before 120',
  )
  line(
    'a long line in a code fence',
    put(`\`\`\`console\n${'x'.repeat(121)}\n\`\`\``),
    '13: has a line of 121 characters; break it before 120',
  )
  line('a long row of a table', put(`| a | b |\n|---|---|\n| ${'x'.repeat(130)} | y |`), undefined)
  line('a long line with a URL', put(`See https://xenproject.org/${'x'.repeat(120)}`), undefined)
  line(
    'a code fence without a language',
    put('```\nls\n```'),
    '12: has a code fence without a language; write ```console, ```sh, ```dts or ```text',
  )
  line(
    'a code fence without a language in a list',
    put('- one\n\n  ```\n  ls\n  ```'),
    '14: has a code fence without a language; write ```console, ```sh, ```dts or ```text',
  )
  line(
    'an indented code block',
    put('Xen:\n\n    ls\n'),
    '14: has an indented code block; fence it with ``` and a language',
  )
  line('HTML', put('Give <name> here.'), '12: has HTML, <name>; put it into a code span if it is to be seen')
  line(
    'a title in the text',
    put('# Xen\n\nstops.'),
    '12: has a # heading; the title stands in the front matter, sections begin with ##',
  )
})

describe('words that do not help a reader who is stuck', () => {
  test.each(['simply', 'just', 'obviously', 'easy', 'Easily', 'of course'])('%s', (word) => {
    expect(faultsAfter('checks/gic', (text) => text.replace('Xen stops.', `Xen\nis ${word} off.`))).toEqual([
      `content/checks/gic.md:13: says "${word}", which does not help a reader who is stuck; leave it out`,
    ])
  })

  test('are let through in code and in URLs, and inside other words', () => {
    expect(
      faultsAfter('checks/gic', (text) =>
        text.replace('Xen stops.', 'Type `just`, adjust it, see https://easy.example/just.\n\n```sh\njust easy\n```'),
      ),
    ).toEqual([])
  })
})

test('faults come by file and line', () => {
  const faults = faultsOf(
    pagesWith({
      'checks/gic': '---\ntitle: T\nsummary: Short.\n---\n\n## What is wrong\n\nIt is just\tso.\n',
      words: undefined,
    }),
  )
  expect(faults.map((fault) => fault.split(': ')[0])).toEqual([
    'content/checks/gic.md:1',
    'content/checks/gic.md:6',
    'content/checks/gic.md:8',
    'content/checks/gic.md:8',
    'content/steps/goal.md:7',
    'content/steps/goal.md:21',
    'content/words.md:1',
  ])
})
