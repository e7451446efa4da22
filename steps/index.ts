/** The steps, in reading order; each names what it comes `after`. */
import type { Step } from '../src/engine/step.ts'
import { board } from './board.ts'
import { bootMedia } from './boot-media.ts'
import { bringUp } from './bring-up.ts'
import { console } from './console.ts'
import { dom0Kernel } from './dom0-kernel.ts'
import { dom0Userspace } from './dom0-userspace.ts'
import { dtb } from './dtb.ts'
import { firmware } from './firmware.ts'
import { goal } from './goal.ts'
import { guest } from './guest.ts'
import { native } from './native.ts'
import { review } from './review.ts'
import { xen } from './xen.ts'

export const steps: readonly Step[] = [
  goal,
  board,
  firmware,
  dtb,
  native,
  xen,
  dom0Userspace,
  dom0Kernel,
  bootMedia,
  console,
  guest,
  review,
  bringUp,
]
