/** Of several runs. */

/** The value below which a part of them lies. */
export const at = (values, part) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))]

export const median = (values) => at(values, 0.5)
