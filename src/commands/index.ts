/** The commands by name, loaded when called, and the help text. */
import type { Command } from '../model/io.ts'
import { nearest } from '../model/nearest.ts'
import { UserError } from '../model/user-error.ts'

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  wizard: async () => (await import('./wizard.ts')).wizard,
  generate: async () => (await import('./generate.ts')).generate,
  status: async () => (await import('./status.ts')).status,
  check: async () => (await import('./check.ts')).check,
  inspect: async () => (await import('./inspect.ts')).inspect,
  answers: async () => (await import('./answers.ts')).answers,
  diagnose: async () => (await import('./diagnose.ts')).diagnose,
  watch: async () => (await import('./watch.ts')).watch,
  explain: async () => (await import('./explain.ts')).explain,
  boards: async () => (await import('./boards.ts')).boards,
  graph: async () => (await import('./graph.ts')).graph,
  rehearse: async () => (await import('./rehearse.ts')).rehearse,
  content: async () => (await import('./content.ts')).content,
}

/** What can be said at once where the wizard is asked for, while it loads; nothing for other commands. */
export const greeting = (argv: readonly string[]): string =>
  asksForWizard(argv) && !argv.some((arg) => arg === '--yes' || arg === '-y') && !asksForHelp(argv)
    ? 'xenup: from a bare Arm board to a running Xen guest\n'
    : ''

/** The command that argv asks for, and its arguments; the wizard when it names none. */
export async function commandNamed(argv: string[]): Promise<{ command: Command; args: string[] }> {
  const [first = '', ...rest] = argv
  if (asksForWizard(argv)) return { command: asksForHelp(argv) ? tellHelp : await commands['wizard']!(), args: argv }
  if (!Object.hasOwn(commands, first)) {
    const close = nearest(first, Object.keys(commands))
    throw new UserError(`there is no command ${first}`, {
      where: 'xenup',
      advice: close ? `Did you mean xenup ${close}?` : 'See xenup --help.',
    })
  }
  if (asksForHelp(rest)) return { command: first === 'inspect' ? tellFactKeys : tellHelp, args: [] }
  return { command: await commands[first]!(), args: rest }
}

/** No command is named: options alone are the wizard's. */
const asksForWizard = ([first]: readonly string[]): boolean => first === undefined || first.startsWith('-')

/** `xenup generate --help`: there is one help for all commands. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end < 0 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h')
}

const tellHelp: Command = async (_args, io) => {
  io.out(help)
  return 0
}

/** `xenup inspect --help` lists the facts as well. */
const tellFactKeys: Command = async (_args, io) => {
  io.out((await import('../report/fact-keys.ts')).inspectHelp)
  return 0
}

export const help = `xenup: from a bare Arm board to a running Xen guest, one step at a time

  xenup                  the wizard; saves its answers in xenup.answers.yaml
  xenup --yes, -y        every suggestion accepted, no terminal needed
  xenup generate         the artifacts again, from the answers file
  xenup status           what is different since the artifacts were made
  xenup check            what is wrong with the set-up, or could not be checked
  xenup check --script FILE   a second opinion on a boot script of your own
  xenup inspect FILE…    what a device tree, kernel, Xen binary or ramdisk says
  xenup diagnose LOG…    how far a boot came, why it stopped, what to change
  xenup watch PORT       follow a live boot: how far it is, where it stalls, why
  xenup explain ID       the page of a step, question, check, symptom, board
                         or word;
                         boot.cmd:42 is a line of an artifact, and why it is so
  xenup boards [WORD…]   the boards that have a page, or what is known of one
  xenup answers          every answer, and where it comes from
  xenup graph            the steps, and how far the answers have come
  xenup rehearse         boot the artifacts in QEMU, before the board is touched
  xenup content          verify the pages

Options of the wizard and of generate, status, check, explain, answers, graph
and rehearse:
  -a, --answers FILE     the answers file           (xenup.answers.yaml);
                         repeatable: later ones lie over earlier ones, and the
                         last is written; - is standard input
  -o, --output DIR       where artifacts go         (xenup-out)
      --set KEY=VALUE    an answer for this run, which is not saved; repeatable

wizard:    --plain (line by line)  --accessible (lines only, numbered choices)
           --save (what --set says, too)
generate:  --each FILE… (many answers files, each into a folder of its name
           below --output; -a names what lies below all of them)
           --check (exit 1 when what is on disk differs)  --diff (show how)
           --json; with files that were edited by hand (--yes takes these too):
           --merge (carry the edits over, and leave what clashes; as it is
           without), --take-new (the new text; yours is kept beside it),
           --keep-mine (yours), --conflict markers|reject (where they clash
           both, between markers; or the new text, and yours in FILE.rej);
           with names of files behind it, for those alone
status:    --json; exit 1 when something is different
check:     --all (also what passed)  --map (the memory map)  --json
           --script FILE (a U-Boot script, boot.scr, ImageBuilder's
           configuration, a GRUB entry, xen.cfg; against the files beside it,
           and the answers that -a names)  --import (take its answers over)
           --force (also those that differ)
graph:     --mermaid (a flowchart)  --json
answers:   --minimal (a file of what differs from the suggestions)
           --all (a file of everything)  --json
           --migrate (rewrites files of an older version)
inspect:   --json
diagnose:  -a FILE (by what the answers say)  --fix (change them; asks first)
           --boot N  --json
           - as LOG is standard input; exit 1 with a cause, 0 without, 2 no log
watch:     PORT is /dev/ttyUSB0, tcp://host:port, a growing file or -
           -a FILE (ticks its plan)  --baud N  --stall SECONDS (20)
           --log FILE (console.log makes console-1.log, -2, … a boot each)
           or none; exit as diagnose, also after Ctrl-C
boards:    --json
explain:   --json (of an artifact)
rehearse:  --parts DIR (Debian packages unpacked)  --work DIR
           --native (Linux without Xen)  --timeout SECONDS  --json

Exit status: 0 fine, 1 findings of severity error or files that differ,
2 bad input or usage, 70 a bug, 130 interrupted.
`
