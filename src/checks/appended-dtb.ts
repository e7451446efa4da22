/**
 * A kernel with CONFIG_ARM_APPENDED_DTB takes a tree that lies behind its zImage, and leaves the one that Xen made for
 * it (Linux arch/arm/boot/compressed/head.S): then it counts on the whole board's memory, and does not see Xen.
 */
import type { ParsedFile } from '../model/facts.ts'
import { humanSize } from '../model/quantity.ts'
import { atAnswer, defineCheck, type Found } from './check.ts'

export const appendedDtb = defineCheck({
  id: 'appended-dtb',
  needs: [],
  uses: ['read:dom0-kernel.file', 'read:dom0-kernel.config', 'read:guest.kernel-file', 'read:guest.kernel-config'],
  run(have) {
    const kernels = [
      {
        whose: 'dom0 kernel',
        key: 'dom0-kernel.file',
        configKey: 'dom0-kernel.config',
        file: have['read:dom0-kernel.file'],
        config: have['read:dom0-kernel.config'],
      },
      {
        whose: 'guest kernel',
        key: 'guest.kernel-file',
        configKey: 'guest.kernel-config',
        file: have['read:guest.kernel-file'],
        config: have['read:guest.kernel-config'],
      },
    ] as const
    if (kernels.every(({ file, config }) => !file && !config))
      return { lacks: 'the dom0 kernel file (dom0-kernel.file) or its configuration (dom0-kernel.config)' }
    return kernels.flatMap(({ whose, key, configKey, file, config }): readonly Found[] => {
      const appended = file?.facts['image.appendedDtb']
      const option = optionOf(config) ?? optionOf(file)
      const fix =
        'Use the zImage as arch/arm/boot/zImage is, without a tree behind it, and build it with # CONFIG_ARM_APPENDED_DTB is not set.'
      if (appended && option !== 'n') {
        return [
          {
            severity: 'error',
            says: `Behind the ${whose} ${file!.path} lies a device tree (${humanSize(appended.value)}): Linux takes that one, and not the one that Xen makes for it`,
            at: atAnswer(key),
            also: `${appended.evidence.file} ${appended.evidence.at}`,
            fix,
          },
        ]
      }
      if (option !== 'y') return []
      return [
        {
          severity: 'note',
          says: `The ${whose} is built with CONFIG_ARM_APPENDED_DTB: a device tree behind its zImage would take the place of the one from Xen${file ? ', and nothing lies there' : ''}`,
          at: atAnswer(configKey),
          fix,
        },
      ]
    })
  },
})

const optionOf = (learnt: ParsedFile | undefined): string | undefined =>
  learnt?.facts['config.values']?.value['ARM_APPENDED_DTB']
