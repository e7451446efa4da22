/** Plans in which xenup says where everything lies. */
import type { PlacedPlan, Plan } from '../src/model/plan.ts'

/** The plan as one of those; it must be one. */
export function placed(plan: Plan): PlacedPlan {
  if (plan.placedBy !== 'us') throw new Error(`${plan.method.id} places nothing itself`)
  return plan
}
