/** Files in the output folder that have both versions still, between markers: found by the manifest, without a plan. */
import { conflictedFiles } from '../artifacts/write.ts'
import type { Finding } from '../model/finding.ts'

/** A finding for each; `folder` is its name for the user. */
export const unmergedFindings = (output: string, folder: string): readonly Finding[] =>
  conflictedFiles(output).map(({ path, line }) => ({
    rule: 'unmerged',
    severity: 'error',
    says: 'It has both versions of what was edited by hand, between <<<<<<< mine and >>>>>>> new',
    at: `${folder}/${path}:${line}`,
    fix: 'Leave at each place what is right, without the markers, and run xenup generate.',
  }))
