/** Every boot method, the one to suggest first among those of its loader; and which one the answers mean. */
import type { BootMethod, LoaderId } from '../boot-method.ts'
import { imagebuilder } from './imagebuilder.ts'
import { overlay } from './overlay.ts'
import { script } from './script.ts'
import { xenCfg } from './xen-cfg.ts'

const rows = [script, imagebuilder, overlay, xenCfg] as const

export const bootMethods: readonly BootMethod[] = rows

/** The id of a boot method. */
export type BootMethodId = (typeof rows)[number]['id']

/** The two answers that choose the method. */
export interface MethodAnswers {
  readonly 'firmware.loader'?: LoaderId
  readonly 'boot-media.method'?: string
}

/** What starts Xen: the question is not asked where QEMU does, which starts U-Boot. */
export const loaderOf = (answers: MethodAnswers): LoaderId => answers['firmware.loader'] ?? 'u-boot'

/** The methods of a loader. */
export const methodsOf = (loader: LoaderId, methods: readonly BootMethod[] = bootMethods): readonly BootMethod[] =>
  methods.filter((method) => method.loader === loader)

/** The method that is meant: the only one of its loader, or the one that boot-media.method names; undefined until then. */
export function methodOf(answers: MethodAnswers, methods: readonly BootMethod[] = bootMethods): BootMethod | undefined {
  const [first, ...others] = methodsOf(loaderOf(answers), methods)
  return others.length === 0 ? first : [first!, ...others].find(({ id }) => id === answers['boot-media.method'])
}

/** The values of boot-media.method: the methods of each loader that has several. */
export const methodChoices = rows.filter(({ loader }) => methodsOf(loader).length > 1).map(({ id }): BootMethodId => id)

/** True for a value of boot-media.method. */
export const isMethodChoice = (id: string): id is BootMethodId => methodChoices.some((choice) => choice === id)
