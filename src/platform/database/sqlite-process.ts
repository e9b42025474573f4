import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'

/** A statement with its values, as it is sent to the process. */
export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

export interface SqliteResult {
  /** Of a statement that reads; undefined of one that writes. */
  readonly rows: Readonly<Record<string, unknown>>[] | undefined
  readonly changes: number
  readonly lastInsertRowid: number
}

/** An error of SQLite: its message and its code, `SQLITE_CONSTRAINT_UNIQUE`. */
export class SqliteProblem extends Error {
  override readonly name = 'SqliteProblem'

  constructor(
    message: string,
    readonly code: string | undefined,
  ) {
    super(message)
  }
}

/** When a statement is ended, by killing the process that runs it. */
export interface Ending {
  readonly signal?: AbortSignal | undefined
  /** 0: never. */
  readonly milliseconds: number
}

/**
 * SQLite in a process of its own. Statements run one after the other, in the order of their arrival.
 * WHY a process and not a thread: this driver cannot interrupt SQLite, and a thread that runs it cannot be ended; a
 * process can.
 */
export class SqliteProcess {
  private child: ChildProcess | undefined
  private last: Promise<unknown> = Promise.resolve()
  /** The number of processes so far: a transaction of an earlier process is gone. */
  generation = 0

  constructor(
    private readonly path: string,
    private readonly mode: 'read' | 'write',
  ) {}

  /** @throws SqliteProblem, the reason of the signal, StatementTimeout, or an error if the process ended by itself. */
  run(statement: Statement, ending: Ending): Promise<SqliteResult> {
    const result = this.last.then(() => this.next(statement, ending))
    this.last = result.catch(() => undefined)
    return result
  }

  private async next(statement: Statement, ending: Ending): Promise<SqliteResult> {
    ending.signal?.throwIfAborted()
    this.child ??= this.start()
    return resultOf(await this.answer(this.child, statement, ending))
  }

  stop(): void {
    const { child } = this
    this.child = undefined
    this.generation += 1
    child?.kill('SIGKILL')
  }

  private start(): ChildProcess {
    const child = fork(join(__dirname, 'sqlite-child.cjs'), [this.path, this.mode], {
      execArgv: [],
      serialization: 'json',
      // WHY so little: the process needs no secret, and under `node --watch` it would report its modules among its answers.
      env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'] },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    child.once('exit', () => {
      if (this.child === child) this.stop()
    })
    return child
  }

  private answer(child: ChildProcess, statement: Statement, ending: Ending): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { signal, milliseconds } = ending
      const settle = (): void => {
        clearTimeout(timer)
        child.off('message', heard)
        child.off('exit', gone)
        signal?.removeEventListener('abort', aborted)
        // WHY: an idle process must not keep the gateway from ending.
        child.unref()
        child.channel?.unref()
      }
      const heard = (message: unknown): void => {
        settle()
        // The process sends nothing else.
        resolve(message as Answer)
      }
      const end = (reason: unknown): void => {
        settle()
        this.stop()
        reject(reason instanceof Error ? reason : new Error('The statement was ended early.'))
      }
      const gone = (): void => end(new Error('The process that runs SQLite ended.'))
      const aborted = (): void => end(signal?.reason)
      const timer =
        milliseconds === 0 ? undefined : setTimeout(() => end(new StatementTimeout()), milliseconds)
      child.ref()
      child.channel?.ref()
      child.on('message', heard)
      child.on('exit', gone)
      signal?.addEventListener('abort', aborted, { once: true })
      child.send(statement, (problem) => {
        if (problem !== null) end(problem)
      })
    })
  }
}

/** A statement took longer than the setting allows, and was ended. */
export class StatementTimeout extends Error {
  override readonly name = 'StatementTimeout'

  constructor() {
    super('A statement took too long.')
  }
}

type Answer =
  | { readonly columns: readonly string[]; readonly rows: readonly (readonly unknown[])[] }
  | { readonly changes: number; readonly lastInsertRowid: number }
  | { readonly problem: { readonly message: string; readonly code?: string } }

function resultOf(answer: Answer): SqliteResult {
  if ('problem' in answer) throw new SqliteProblem(answer.problem.message, answer.problem.code)
  if ('changes' in answer) return { ...answer, rows: undefined }
  const { columns } = answer
  const rows = answer.rows.map((values) => {
    const row: Record<string, unknown> = {}
    columns.forEach((column, place) => (row[column] = values[place]))
    return row
  })
  return { rows, changes: 0, lastInsertRowid: 0 }
}
