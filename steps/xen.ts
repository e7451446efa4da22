/** Which Xen, and what else to tell it. */
import { question, type Step } from '../src/engine/step.ts'
import { compareReleases, releases, type XenRelease } from '../src/model/xen-release.ts'

export const xen: Step = {
  id: 'xen',
  title: 'Xen itself',
  after: ['dtb'],
  questions: [
    question({
      key: 'xen.file',
      title: 'Which Xen binary will boot? (a file here, or none)',
      suggest: () => ({ value: 'none', because: 'it is not needed for planning; without it, room is left for any Xen' }),
    }),
    question({
      key: 'xen.version',
      title: 'Which Xen release is it?',
      suggest({ files }) {
        const read = files['xen.file']?.facts['xen.version']
        if (read) {
          const value = releases.findLast((release) => compareReleases(release, read.value) <= 0) ?? releases[0]
          const source = `${read.evidence.file} says ${value === read.value ? 'so' : read.value} in ${read.evidence.at}`
          return { value, because: value === read.value ? source : `${source}, and this is the nearest release that xenup knows` }
        }
        return { value: '4.17', because: 'Debian 12 packages it, and what works with it works with newer ones' }
      },
      offers: () => releases.map((value) => ({ value, label: releaseWords[value] })),
    }),
    question({
      key: 'xen.options',
      title: 'Further options on the command line of Xen?',
      suggest: () => ({ value: 'loglvl=all guest_loglvl=all noreboot', because: 'while a board is brought up, Xen should say all it can and stay on screen when it stops' }),
    }),
  ],
}

const releaseWords: Readonly<Record<XenRelease, string>> = {
  '4.14': 'Debian 11', '4.16': 'released 2021', '4.17': 'Debian 12', '4.18': 'first to refuse overlapping modules',
  '4.19': 'i.MX8 and K3 consoles', '4.20': 'Debian 13', '4.21': 'released 2025', '4.22': 'newest stable',
}
