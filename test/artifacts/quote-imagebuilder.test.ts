import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { imageBuilderCommandLine, imageBuilderFile } from '../../src/artifacts/quote/index.ts'
import { modernHush, oldHush } from './quote-models.ts'
import { controls, hostile, line, refusal, text } from './quote-values.ts'
import { run } from './tools.ts'

/** What ImageBuilder's dt_set writes for values that a configuration gives it, line by line. */
function emitted(words: readonly string[]): readonly string[] {
  const script = `${words.map((word, index) => `A[${index}]=${word}`).join('\n')}\nfor data in "\${A[@]}"; do echo "fdt set /chosen xen,xen-bootargs \\"$data\\""; done\n`
  const { status, out } = run('bash', ['-s'], { input: script })
  expect(status).toBe(0)
  return out.split('\n').slice(0, -1)
}

const good = (values: readonly string[]) => values.filter((value) => imageBuilderCommandLine(value).ok)

describe('a command line in an ImageBuilder configuration', () => {
  const check = (values: readonly string[]) => {
    const lines = emitted(values.map((value) => text(imageBuilderCommandLine(value))))
    expect(lines.length).toBe(values.length)
    values.forEach((value, index) => {
      for (const shell of [oldHush, modernHush])
        expect(shell(lines[index]!), lines[index]).toEqual(['fdt', 'set', '/chosen', 'xen,xen-bootargs', value])
    })
  }

  test('comes through bash and both shells of U-Boot as it was typed, or is refused', () => {
    const values = good(hostile)
    expect(values.length).toBeGreaterThan(300)
    check(values)
  })

  test('whatever was typed comes through, or is refused', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 5, maxLength: 40 }), (values) =>
        check(good(values).filter((value) => value !== '')),
      ),
      { numRuns: 20 },
    )
  })

  test('what is usual is taken', () => {
    expect(text(imageBuilderCommandLine('console=dtuart dtuart=/soc/serial@ff000000:115200 dom0_mem=1G'))).toBe(
      "'console=dtuart dtuart=/soc/serial@ff000000:115200 dom0_mem=1G'",
    )
  })

  test.each([
    ['"', 'a double quote'],
    ["'", 'a single quote'],
    ['\\', 'a backslash'],
    ['$', '$'],
  ])('%s is refused, for ImageBuilder would break it', (character, name) => {
    expect(refusal(imageBuilderCommandLine(`a ${character}b`))).toBe(
      `There is ${name} at character 3: ImageBuilder writes it unquoted into the U-Boot script, where it means something else.`,
    )
  })

  test('an empty one is refused, for ImageBuilder has a default of its own', () => {
    expect(refusal(imageBuilderCommandLine(''))).toContain('its own default')
  })

  test.each(controls)('%j is refused', (character) => {
    refusal(imageBuilderCommandLine(`a${character}`))
  })
})

describe('a file name in an ImageBuilder configuration', () => {
  test.each(['Image', 'xen/Image-6.1', 'a+b@c=d~e^f'])('%s is taken, and splits into nothing', (name) => {
    const { out } = run('bash', ['-s'], { input: `X=${text(imageBuilderFile(name))}\nset -- $X\nprintf '%s\\0' "$@"` })
    expect(out).toBe(`${name}\0`)
  })

  test.each(['my Image', 'a*', 'a;b', 'a$b', '-x', 'a\nb', "a'b", '*', ';a'])('%j is refused', (name) => {
    refusal(imageBuilderFile(name))
  })
})
