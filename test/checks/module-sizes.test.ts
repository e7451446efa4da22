import { moduleSizes } from '../../src/checks/module-sizes.ts'
import type { BootMethod } from '../../src/model/boot-method.ts'
import { imagebuilder } from '../../src/model/boot-methods/imagebuilder.ts'
import { overlay } from '../../src/model/boot-methods/overlay.ts'
import { script } from '../../src/model/boot-methods/script.ts'
import { MiB } from '../../src/model/quantity.ts'
import { type Changes, load, namedPlan, plan } from './material.ts'
import { describeCheck } from './table.ts'

const { fileSize: _, ...unknown } = load('kernel', 0x4080_0000n, 64n * MiB)
const set = (method: BootMethod, kernel: ReturnType<typeof load>): Changes => ({
  plan: plan({
    method,
    modules: [{ node: 'dom0', compatible: ['multiboot,kernel', 'multiboot,module'], load: kernel, because: 'it' }],
  }),
})

describeCheck(moduleSizes, {
  passes: {
    'a plan in which the firmware places everything': { plan: namedPlan() },
    'a script, which takes the sizes at boot': set(script, unknown),
    'ImageBuilder, which takes them from the files': set(imagebuilder, unknown),
    'an overlay of files that were read': set(overlay, load('kernel', 0x4080_0000n, 33n * MiB)),
  },
  fails: {
    'an overlay of files that nobody has seen': [
      set(overlay, unknown),
      'An overlay carries the size of the dom0 kernel',
    ],
  },
  whole: [
    set(overlay, unknown),
    {
      rule: 'module-sizes',
      severity: 'error',
      says: 'An overlay carries the size of the dom0 kernel, and no file was given to take it from: boot/xen-chosen.dtso is not written',
      at: 'answer dom0-kernel.file',
      also: 'answer boot-media.method',
      fix: 'Name the file under dom0-kernel.file, or answer boot-media.method with script, which takes the size at boot.',
    },
  ],
  missing: { plan: 'a plan' },
})
