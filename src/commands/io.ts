/** What a command has of the world besides files: streams, terminal, environment, working folder. */
export interface Io {
  /** Human text and JSON: stdout. */
  out(text: string): void
  /** Progress and trouble: stderr. */
  err(text: string): void
  readonly columns: number
  readonly color: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly stdinIsTTY: boolean
  readonly stdoutIsTTY: boolean
  /** Calls `stop` when somebody wants the program to end (Ctrl-C, SIGTERM, SIGHUP), until the returned function is called. */
  whenStopped(stop: () => void): () => void
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
}

/** A command: its arguments, without its name, to an exit status. */
export type Command = (args: string[], io: Io) => Promise<number>
