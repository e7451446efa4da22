import { describe, expect, test } from 'vitest'
import { logExamples } from '../../src/content/symptom-page.ts'
import { type Example, exampleFaults } from '../../src/diagnose/examples.ts'
import type { Symptom } from '../../src/model/symptom.ts'
import { symptoms } from './pages.ts'

const page = (id: string): Symptom => symptoms.find((one) => one.id === id)!
const magic = page('bad-arm64-image')
const example = (over: Partial<Example> = {}): Example => ({
  symptom: magic,
  file: 'content/symptoms/bad-arm64-image.md',
  line: 40,
  log: 'Bad Linux ARM64 Image magic!\n',
  also: [],
  ...over,
})
const faults = (one: Example, all: readonly Symptom[] = [magic, page('bad-zimage'), page('icactiver')]) =>
  exampleFaults(all, [one, ...all.filter((other) => other !== one.symptom).map((symptom) => good(symptom))])
    .filter(({ file }) => file === one.file)
    .map(({ line, says }) => `${line}: ${says}`)
const good = (symptom: Symptom): Example => ({
  symptom,
  file: symptom.id,
  line: 1,
  log:
    symptom.id === 'icactiver' ? '(XEN) d0v0: vGICD: unhandled word write 0x0 to ICACTIVER4\n' : 'zimage: Bad magic!\n',
  also: [],
})

describe('the examples of a page', () => {
  test('are its tests', () => {
    expect(faults(example())).toEqual([])
  })

  test.each<[string, Partial<Example>, string]>([
    ['one in which nothing is recognised', { log: 'hello\n' }, '40: has an example in which nothing is recognised'],
    ['one of another page', { log: 'zimage: Bad magic!\n' }, '40: has an example that its own page does not recognise'],
    [
      'one that is another page as well',
      { log: 'Bad Linux ARM64 Image magic!\nzimage: Bad magic!\n' },
      '40: has an example that is bad-zimage too: name it under also, or make the patterns differ',
    ],
    [
      'one of which another page is the cause',
      { log: 'zimage: Bad magic!\nBad Linux ARM64 Image magic!\n' },
      '40: has an example of which the cause is bad-zimage',
    ],
  ])('%s is a fault', (_, over, says) => {
    expect(faults(example(over))).toContain(says)
  })

  test('may be another page as well, when the page says so', () => {
    const log = 'Bad Linux ARM64 Image magic!\nzimage: Bad magic!\n'
    expect(faults(example({ log, also: ['bad-zimage'] }))).toEqual([])
  })

  test('must be there', () => {
    expect(exampleFaults([magic], [])).toEqual([
      {
        file: 'content/symptoms/bad-arm64-image.md',
        line: 1,
        says: 'has no example of a log: show the lines in a ```log fence under ## Example',
      },
    ])
  })

  test('are the fences of logs alone, each with the line in which it begins', () => {
    expect(logExamples('a\n```console\nno\n```\n```log\none\ntwo\n```\n')).toEqual([{ line: 6, log: 'one\ntwo\n' }])
  })
})
