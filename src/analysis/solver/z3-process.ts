import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'

/** Z3 in a process of its own, so that neither a crash nor its threads nor its memory touch the caller. */
export interface Z3Process {
  /** What Z3 prints on this text; null where it crashed or took too long. The next text gets a new process then. */
  evaluate(text: string): Promise<string | null>
  close(): Promise<void>
}

/** @param timeLimit milliseconds for one text. A machine under load needs several times what an idle one takes. */
export function openZ3(timeLimit: number): Z3Process {
  let child: ChildProcess | null = null
  let last: Promise<unknown> = Promise.resolve()
  const stop = async (): Promise<void> => {
    const running = child
    child = null
    if (running === null || !isAlive(running)) return
    await new Promise<void>((done) => {
      running.once('exit', () => done())
      running.kill('SIGKILL')
    })
  }
  const once = async (text: string): Promise<string | null> => {
    child ??= takeIdle() ?? (await started())
    const answer = child === null ? null : await answerOf(child, text, timeLimit)
    if (answer === null) await stop()
    return answer
  }
  return {
    evaluate: (text) => {
      const answer = last.then(() => once(text))
      last = answer.catch(() => undefined)
      return answer
    },
    close: () =>
      last.then(async () => {
        if (idle !== null || child === null || !isAlive(child)) return stop()
        rest(child)
        child = null
      }),
  }
}

/** The process of a solver that was closed, kept for the next one. WHY: each takes a second of a processor to start. */
let idle: ChildProcess | null = null

/** INVARIANT: an idle process does not keep its parent alive, and ends with it. */
function rest(child: ChildProcess): void {
  idle = child
  child.unref()
  child.channel?.unref()
}

function takeIdle(): ChildProcess | null {
  const child = idle
  idle = null
  if (child === null || !isAlive(child)) return null
  child.ref()
  child.channel?.ref()
  return child
}

function isAlive(child: ChildProcess): boolean {
  return child.connected && child.exitCode === null && child.signalCode === null
}

/** Loading 35 megabytes of WebAssembly takes a second, on a busy machine many. */
const START_LIMIT = 120_000

async function started(): Promise<ChildProcess | null> {
  const child = fork(join(__dirname, 'z3-child.ts'), [], {
    execArgv: ['-r', '@swc-node/register'],
    // WHY so little: the process needs no secret, and under `node --watch` it would report its modules among its answers.
    env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'] },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ready = await nextMessage(child, START_LIMIT)
  if (ready !== null) return child
  child.kill('SIGKILL')
  return null
}

async function answerOf(child: ChildProcess, text: string, limit: number): Promise<string | null> {
  const message = nextMessage(child, limit)
  child.send({ text })
  const reported = await message
  return typeof reported?.answer === 'string' ? reported.answer : null
}

interface Reported {
  readonly answer?: unknown
}

/** What the child says next; null where it ends or stays silent instead. */
function nextMessage(child: ChildProcess, limit: number): Promise<Reported | null> {
  return new Promise((settle) => {
    const end = (reported: Reported | null): void => {
      clearTimeout(timer)
      child.off('message', heard)
      child.off('exit', gone)
      child.off('error', gone)
      settle(reported)
    }
    const heard = (message: unknown): void => end(message as Reported)
    const gone = (): void => end(null)
    const timer = setTimeout(gone, limit)
    child.once('message', heard)
    child.once('exit', gone)
    child.once('error', gone)
  })
}
