/** Two files cannot have one name on the boot medium; FAT does not tell Image from IMAGE. */
import { atAnswer, defineCheck } from './check.ts'
import { capitalized, nameOfRegion } from './region-place.ts'

export const mediumNames = defineCheck({
  id: 'medium-names',
  needs: ['plan'],
  run({ plan: { staged, loads } }) {
    const files = [
      ...staged.map(({ what, name, at }) => ({ name: what, file: name, at })),
      ...loads.flatMap(({ role, name, file }) =>
        file === undefined ? [] : [{ name, file, at: atAnswer(`boot-media.${role}-name`) }],
      ),
    ]
    return files.flatMap((one, i) =>
      files
        .slice(0, i)
        .filter(({ file }) => file.toLowerCase() === one.file.toLowerCase())
        .map((other) => ({
          severity: 'error' as const,
          says: `${capitalized(nameOfRegion({ kind: 'load', name: one.name }))} and ${nameOfRegion({ kind: 'load', name: other.name })} are both called ${one.file} on the boot medium`,
          at: one.at,
          also: other.at,
          fix: 'Give one of them another name.',
        })),
    )
  },
})
