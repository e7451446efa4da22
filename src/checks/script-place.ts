/** Findings about what was brought along: places as `file:line:column`, and what several of these checks ask. */
import { type BootSeen, placeIn, type TextPlace } from '../model/boot-seen.ts'
import type { Found } from './check.ts'

/** A finding at a place of the text. */
export const foundAt = (
  boot: BootSeen,
  severity: Found['severity'],
  place: TextPlace,
  says: string,
  fix: string,
  also?: string,
): Found => ({ severity, says, at: placeIn(boot, place), ...(also !== undefined && { also }), fix })

/** Where a finding about the whole text stands. */
export const top: TextPlace = { line: 1, column: 1 }
