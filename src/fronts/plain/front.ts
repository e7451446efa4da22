/**
 * The plain front end: one question after the other, on @inquirer/prompts.
 *
 * `?` explains and `<` goes back: as a key in a list, as the whole answer where text is typed.
 */
import { emitKeypressEvents } from 'node:readline'
import { input, select } from '@inquirer/prompts'
import type { Event, QuestionScreen, ReviewScreen, Screen } from '../../engine/screen.ts'
import type { Front } from '../front.ts'
import { questionText, reviewText, type Paint } from './text.ts'

/** The streams to talk on. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly columns: number
  readonly paint: Paint
}

/** A front end on a terminal. */
export function plainFront(terminal: Terminal): Front {
  let step: string | undefined
  return {
    ask(screen: Screen): Promise<Event> {
      const isNewStep = screen.kind === 'question' && screen.step.id !== step
      step = screen.kind === 'question' ? screen.step.id : 'review'
      terminal.stdout.write(screen.kind === 'question'
        ? questionText(screen, { isNewStep, columns: terminal.columns, paint: terminal.paint })
        : reviewText(screen, terminal))
      if (screen.kind === 'review') return askReview(screen, terminal)
      return screen.offers.length > 0 ? askFromList(screen, terminal) : askText(screen, terminal)
    },
  }
}

/** Stands for "type another value" in a list of offers; no answer can be this. */
const another = Symbol('another')

async function askFromList(screen: QuestionScreen, terminal: Terminal): Promise<Event> {
  const offers = screen.offers.map(({ text, label, disabled }) => ({
    value: text as string | symbol, name: label === '' ? text : `${text}  ${label}`, short: text, ...(disabled !== undefined && { disabled: `(${disabled})` }),
  }))
  const { suggestion } = screen
  const isOffered = suggestion === undefined || screen.offers.some(({ text, disabled }) => text === suggestion.text && disabled === undefined)
  const choices = [
    ...(isOffered ? [] : [{ value: suggestion.text as string | symbol, name: `${suggestion.text}  as suggested`, short: suggestion.text }]),
    ...offers.filter(({ value }) => isOffered || value !== suggestion.text),
    ...(screen.answerKind === 'choice' ? [] : [{ value: another as string | symbol, name: 'another: type it', short: 'another' }]),
  ]
  const picked = await withKeys(terminal, (signal) => select<string | symbol>({
    message: screen.title, choices, pageSize: 8, loop: false,
    ...(suggestion && { default: suggestion.text }),
  }, { input: terminal.stdin, output: terminal.stdout, signal, clearPromptOnDone: false }))
  if (typeof picked === 'object') return picked
  return picked === another ? askText(screen, terminal) : { kind: 'answer', text: picked as string }
}

async function askText(screen: QuestionScreen, terminal: Terminal): Promise<Event> {
  const { suggestion } = screen
  const typed = await unlessLeft(input({
    message: screen.title, ...(suggestion && suggestion.text !== '' && { default: suggestion.text }),
  }, { input: terminal.stdin, output: terminal.stdout }))
  if (typeof typed === 'object') return typed
  if (typed === '?') return { kind: 'explain' }
  if (typed === '<') return { kind: 'back' }
  // Enter means the suggestion, so nothing at all needs a spelling of its own.
  return { kind: 'answer', text: typed === '""' ? '' : typed }
}

async function askReview(screen: ReviewScreen, terminal: Terminal): Promise<Event> {
  const picked = await withKeys(terminal, (signal) => select<'write' | 'back' | 'leave'>({
    message: 'What now?',
    choices: [
      ...(screen.files > 0 ? [{ value: 'write' as const, name: `write ${screen.files} files to ${screen.folder}` }] : []),
      { value: 'back', name: 'go back and change an answer' },
      { value: 'leave', name: 'leave; everything is saved' },
    ],
  }, { input: terminal.stdin, output: terminal.stdout, signal, clearPromptOnDone: false }))
  return typeof picked === 'object' ? picked : { kind: picked }
}

/** Runs a list prompt in which `?` and `<` are keys of their own. */
async function withKeys<T>(terminal: Terminal, prompt: (signal: AbortSignal) => Promise<T>): Promise<T | Event> {
  const stop = new AbortController()
  let pressed: Event | undefined
  const onKey = (text: string | undefined) => {
    if (text !== '?' && text !== '<') return
    pressed = { kind: text === '?' ? 'explain' : 'back' }
    stop.abort()
  }
  emitKeypressEvents(terminal.stdin)
  terminal.stdin.on('keypress', onKey)
  try {
    return await unlessLeft(prompt(stop.signal))
  } catch (error) {
    if (pressed && (error as Error).name === 'AbortPromptError') return pressed
    throw error
  } finally {
    terminal.stdin.off('keypress', onKey)
  }
}

/** Ctrl-C and the end of input are one error of Inquirer's; both leave, with everything saved. */
async function unlessLeft<T>(answer: Promise<T>): Promise<T | Event> {
  try {
    return await answer
  } catch (error) {
    if ((error as Error).name === 'ExitPromptError') return { kind: 'leave' }
    throw error
  }
}
