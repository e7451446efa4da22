/** A text as searches compare it: in any case, spaces, dashes and underscores being one. */
export const asSearched = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()
