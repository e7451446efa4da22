/** BRINGUP.md as a person at the console follows it: its sections, and the commands in them. */

/** A section's text, from its heading to the next; an error where the handbook has none of that name. */
export function section(handbook: string, heading: string): string {
  const [, text] = handbook.split(`\n## ${heading}\n`)
  if (text === undefined) throw new Error(`the handbook has no section "${heading}"`)
  return text.split('\n## ', 1)[0]!
}

/** The blocks of commands in a section, each a list of commands: without comments, continued lines joined. */
export function commandsIn(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) =>
    block!
      .replaceAll(/\\\n\s*/g, '')
      .split('\n')
      .map((line) => line.replace(/\s+# .*$/, ''))
      .filter((line) => line !== ''),
  )
}

/** The lines that the console must show, in order, up to dom0's kernel. */
export const expectedLines = (handbook: string): readonly string[] =>
  [
    ...section(handbook, 'What the console must show, in order').matchAll(/^- \[ \] `(.*?)` \((u-boot|xen|dom0)\)/gm),
  ].map(([, line]) => line!)
