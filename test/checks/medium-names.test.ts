import { mediumNames } from '../../src/checks/medium-names.ts'
import { stagedBy } from '../../src/model/boot-method.ts'
import { imagebuilder } from '../../src/model/boot-methods/imagebuilder.ts'
import { MiB } from '../../src/model/quantity.ts'
import { houseLoadsWith, load, namedPlan, plan } from './material.ts'
import { describeCheck } from './table.ts'

const kernelCalled = (file: string) => ({
  plan: plan({ loads: houseLoadsWith(load('kernel', 0x4080_0000n, 33n * MiB, { file })) }),
})

describeCheck(mediumNames, {
  passes: {
    'the house set-up': {},
    'one name in two folders': kernelCalled('linux/xen'),
  },
  fails: {
    'the kernel under the name of Xen': [kernelCalled('xen'), 'both called xen'],
    'names that differ in their case only, which is one file on FAT': [kernelCalled('XEN'), 'both called XEN'],
    'the kernel under the name of xen.cfg, with UEFI': [
      { plan: namedPlan({ loads: [{ ...load('kernel', 0n, MiB), file: 'xen.cfg' }] }) },
      'The dom0 kernel and the xen.cfg are both called xen.cfg',
    ],
    'the kernel under the name of the boot script that ImageBuilder makes': [
      {
        plan: plan({
          ...kernelCalled('boot.scr').plan,
          staged: stagedBy(imagebuilder, { xenFile: 'xen', isNative: true, editsTree: false, scriptNames: [] }),
        }),
      },
      'The dom0 kernel and the boot script are both called boot.scr',
    ],
    'the kernel under the name of the boot script': [
      kernelCalled('boot.scr'),
      'The dom0 kernel and the boot script are both called boot.scr',
    ],
  },
  whole: [
    kernelCalled('initrd'),
    {
      rule: 'medium-names',
      severity: 'error',
      says: 'The dom0 initramfs and the dom0 kernel are both called initrd on the boot medium',
      at: 'answer boot-media.initrd-name',
      also: 'answer boot-media.kernel-name',
      fix: 'Give one of them another name.',
    },
  ],
  missing: { plan: 'a plan' },
})
