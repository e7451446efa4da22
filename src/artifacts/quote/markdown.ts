import { visible } from '../../model/visible.ts'

/**
 * A code span that shows the value as it is, control characters as `\x1b`; the word *empty* for an empty value.
 *
 * CommonMark 6.1: the fence is a run of backticks of a length that does not occur inside, and one space goes from both
 * ends where both have one. In a table (GFM 4.10) a bar is written `\|`, in code spans too.
 */
export function markdownCode(value: string, place: { readonly inTable?: boolean } = {}): string {
  if (value === '') return '*empty*'
  const shown = visible(value)
  const runs = (shown.match(/`+/g) ?? []).map((run) => run.length)
  const fence = '`'.repeat(shortestMissing(runs))
  const pad = /^`|`$|^ .* $/.test(shown) && /[^ ]/.test(shown) ? ' ' : ''
  const span = `${fence}${pad}${shown}${pad}${fence}`
  if (place.inTable !== true || !shown.includes('|')) return span
  // Whether \\| ends the cell, cmark-gfm and marked disagree; entities they read alike.
  return shown.includes('\\|') ? `<code>${entities(shown)}</code>` : span.replaceAll('|', '\\|')
}

/**
 * Text for a paragraph, shown as it is: no markup, no HTML, no link; control characters as `\x1b`.
 *
 * CommonMark 2.4: a backslash before ASCII punctuation takes its meaning away. 2.5: `&#32;` is a space that is neither
 * trimmed nor an indent.
 */
export function markdownText(value: string): string {
  return (
    visible(value)
      // A line between letters makes no emphasis (6.2): CONFIG_XEN can stay readable.
      .replace(/[\\`*[\]<&~|$@]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&')
      // At the start of a line these make a heading, a quote, a list: # > - + = 1. 1)
      .replace(/^( *)([-+=#>])/, '$1\\$2')
      .replace(/^( *\d+)(?=[.)](?:\s|$))/, '$1\\')
      // GFM 6.9 makes links of these by itself.
      .replace(/:(?=\/\/)/g, '\\:')
      .replace(/\bwww(?=\.)/gi, '$&\\')
      .replace(/^ +/, asReferences)
      .replace(/(?<! ) +$/, asReferences)
  )
}

const asReferences = (spaces: string): string => '&#32;'.repeat(spaces.length)

function shortestMissing(lengths: readonly number[]): number {
  let length = 1
  while (lengths.includes(length)) length += 1
  return length
}

const entities = (text: string): string =>
  text.replace(/[!-/:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`)
