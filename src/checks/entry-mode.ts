/**
 * Xen starts in EL2 (HYP on 32 bits) only (xen/arch/arm/arm64/head.S, arm32/head.S); consoles' logs show what firmware
 * leaves.
 */
import { type BoardPage, clause } from '../model/board.ts'
import { atAnswer, atFact, defineCheck, type Found } from './check.ts'

export const entryMode = defineCheck({
  id: 'entry-mode',
  needs: ['machine'],
  uses: ['read:firmware.log', 'read:native.log', 'board'],
  run(have) {
    const logs = [have['read:native.log'], have['read:firmware.log']].map((log, index) => ({
      seen: log?.facts['firmware.el2'],
      key: index === 0 ? 'native.log' : 'firmware.log',
    }))
    const told = logs.flatMap(({ seen, key }) => (seen ? [{ seen, key }] : []))
    const mode = have.machine === 'arm32' ? 'HYP mode' : 'EL2'
    if (told.length === 0 && have.board?.el2?.usable === 'firmware') return [stockFirmware(have.board, mode)]
    if (told.length === 0)
      return { lacks: 'a console log that shows in which mode the firmware hands over (native.log or firmware.log)' }
    // One of the two is older than the other; Linux itself is the better witness.
    const belied = logs[0]!.seen?.value === 'yes'
    return told
      .filter(({ seen }) => seen.value === 'no')
      .map(
        ({ seen, key }): Found => ({
          severity: belied ? 'warning' : 'error',
          says: `The firmware does not hand over in ${mode}, as ${seen.evidence.file} shows: Xen would stop at once, without a word`,
          at: atAnswer(key),
          also: atFact(seen),
          fix:
            have.machine === 'arm32'
              ? 'Have U-Boot leave in HYP mode (CONFIG_ARMV7_NONSEC and CONFIG_ARMV7_VIRT, bootm_boot_mode=nonsec), and take the log again.'
              : 'Have the firmware hand over in EL2 (TF-A: SPSR 0x3c9; U-Boot without CONFIG_ARMV8_SWITCH_TO_EL1; QEMU: virtualization=on), and take the log again.',
        }),
      )
  },
})

/** A board's own firmware, as its page tells of it, when no log shows what this one does. */
const stockFirmware = ({ name, el2 }: BoardPage, mode: string): Found => ({
  severity: 'warning',
  says: `No console log shows that the firmware of ${name} hands over in ${mode}, and not every one does: ${clause(el2!.says)}`,
  at: atAnswer('native.log'),
  fix: 'Boot Linux without Xen first, and give its console log (native.log).',
})
