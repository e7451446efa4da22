/** The steps, in reading order; each names what it comes `after`. */
import type { Step } from '../src/engine/step.ts'
import { goal } from './goal.ts'
import { board } from './board.ts'
import { dtb } from './dtb.ts'
import { xen } from './xen.ts'
import { bootMedia } from './boot-media.ts'
import { console } from './console.ts'
import { dom0Kernel } from './dom0-kernel.ts'
import { guest } from './guest.ts'
import { review } from './review.ts'

export const steps: readonly Step[] = [goal, board, dtb, xen, bootMedia, console, dom0Kernel, guest, review]
