/**
 * Exact quoting for each language that an artifact is written in: a value comes through as it was typed, or is refused.
 */
export { dtsString } from './dts.ts'
export { fdtStringValue, type HushContext, hushWord, loadPath } from './hush.ts'
export { imageBuilderCommandLine, imageBuilderFile } from './imagebuilder.ts'
export { markdownCode, markdownText } from './markdown.ts'
export type { Quoted } from './quoted.ts'
export { shellWord } from './shell.ts'
export { xenCfgFile, xenCfgOptions } from './xen-cfg.ts'
export { xlString } from './xl.ts'
