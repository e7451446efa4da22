/** The steps, in reading order; each names what it comes `after`. */
import type { Step } from '../src/engine/step.ts'
import { goal } from './goal.ts'
import { board } from './board.ts'
import { firmware } from './firmware.ts'
import { dtb } from './dtb.ts'
import { native } from './native.ts'
import { xen } from './xen.ts'
import { dom0Kernel } from './dom0-kernel.ts'
import { dom0Userspace } from './dom0-userspace.ts'
import { bootMedia } from './boot-media.ts'
import { console } from './console.ts'
import { guest } from './guest.ts'
import { review } from './review.ts'
import { bringUp } from './bring-up.ts'

export const steps: readonly Step[] = [
  goal, board, firmware, dtb, native, xen, dom0Kernel, dom0Userspace, bootMedia, console, guest, review, bringUp,
]
