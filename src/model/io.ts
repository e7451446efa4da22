/** What a command has of the world besides files: streams, terminal, environment, working folder. */
export interface Io {
  /** Human text and JSON: stdout. */
  out(text: string): void
  /** Progress and errors: stderr. */
  err(text: string): void
  readonly columns: number
  readonly color: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly stdinIsTTY: boolean
  readonly stdoutIsTTY: boolean
  /**
   * Calls `stop` when somebody wants the program to end (Ctrl-C, SIGTERM, SIGHUP), until the returned function is
   * called.
   */
  whenStopped(stop: () => void): () => void
  readonly terminal: JobControl
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
}

/** What a program that takes the whole terminal over must know of its process. */
export interface JobControl {
  /** Calls back when the process ends without anybody having caught why, until the returned function is called. */
  whenEnding(restore: () => void): () => void
  /** Stops the process and its whole job, as Ctrl-Z does where the terminal sends it. */
  suspend(): void
  /** Calls `before` when the process is about to be stopped, and `after` when it goes on. */
  whenSuspended(before: () => void, after: () => void): () => void
}

/** A command: its arguments, without its name, to an exit status. */
export type Command = (args: string[], io: Io) => Promise<number>
