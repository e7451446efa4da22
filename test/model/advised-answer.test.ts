import { describe, expect, test } from 'vitest'
import { advisedText, readAdvised } from '../../src/model/advised-answer.ts'

describe('the answer that a page advises', () => {
  test.each([
    ['dom0-kernel.memory=512M', '2G', '512M'],
    ['dom0-kernel.memory>=1G', undefined, '1G'],
    ['dom0-kernel.memory>=1G', '512M', '1G'],
    ['dom0-kernel.memory>=1G', '1G', '2G'],
    ['dom0-kernel.memory>=1G', '1536M', '3G'],
    ['dom0-kernel.memory<=512M', '2G', '512M'],
    ['dom0-kernel.memory<=512M', '512M', '256M'],
    ['dom0-kernel.memory<=512M', '384M', '192M'],
    ['xen.options=iommu=no', '', 'iommu=no'],
    ['xen.options=iommu=no', 'loglvl=all sync_console', 'loglvl=all sync_console iommu=no'],
    ['xen.options=iommu=no', 'iommu=yes loglvl=all', 'loglvl=all iommu=no'],
    ['xen.options=loglvl=all', 'loglvl=all', 'loglvl=all'],
    ['console.edits=yes', 'no', 'yes'],
  ])('%s, where %j is answered, is %s', (set, now, text) => {
    expect(advisedText(readAdvised(set)!, now)).toBe(text)
  })

  test.each(['', 'x', 'no.such=1', 'console.edits=perhaps', 'console.edits>=yes', 'dom0-kernel.memory=512'])(
    '%j is none',
    (set) => expect(readAdvised(set)).toBeUndefined(),
  )

  test('is understood under a key of an older form, with the one that was written', () => {
    expect(readAdvised('boot-media.way=overlay')).toEqual({
      key: 'boot-media.method',
      how: '=',
      text: 'overlay',
      was: 'boot-media.way',
    })
    expect(readAdvised('boot-media.way=nothing')).toBeUndefined()
  })
})
