/** Breaks plain text into lines of a width, at spaces; a word longer than the width stays whole. */
export function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    const [lead = ''] = /^ */.exec(paragraph) ?? []
    for (const word of (lead + paragraph.trimStart()).match(/^ *\S*|\S+/g) ?? ['']) {
      if (line !== '' && line.length + 1 + word.length > width) {
        lines.push(line)
        line = indent + word
      } else line = line === '' ? word : `${line} ${word}`
    }
    lines.push(line)
  }
  return lines.join('\n')
}
