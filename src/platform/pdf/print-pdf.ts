import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'

/**
 * Prints a document on A4 pages.
 * @returns the file, the same bytes for the same document; null where too many wait to be printed already.
 */
export async function printPdf(document: PrintedDocument): Promise<Buffer | null> {
  if (waiting >= LONGEST_QUEUE) return null
  waiting += 1
  const file = last.then(() => printed(document))
  last = file.catch(() => undefined).finally(() => (waiting -= 1))
  return file
}

/** What one process answers. */
export type Printed = { readonly file: Uint8Array; readonly isFull: boolean } | { readonly problem: string }

/** Some seconds of work. */
const LONGEST_QUEUE = 100

/** A process without work ends: what it read of large fonts is given back. Milliseconds. */
const IDLE = 60_000
/** For one document, on a machine under load. Milliseconds. */
const LIMIT = 60_000

let waiting = 0
let last: Promise<unknown> = Promise.resolve()
let printer: ChildProcess | undefined
let idle: NodeJS.Timeout | undefined

/**
 * WHY a process: setting type takes tens of milliseconds, in which nobody else would be answered; and what strangers
 * wrote goes through native code there, with a limit of time and away from what this process holds.
 */
function printed(document: PrintedDocument): Promise<Buffer> {
  clearTimeout(idle)
  const child = (printer ??= started())
  return new Promise<Buffer>((resolve, reject) => {
    const end = (): void => {
      clearTimeout(limit)
      child.off('message', hear).off('exit', gone).off('error', gone)
      rest(child)
    }
    const hear = (answer: Printed): void => {
      end()
      if ('file' in answer) {
        if (answer.isFull) stop(child)
        resolve(Buffer.from(answer.file))
      } else reject(new Error(answer.problem))
    }
    const gone = (): void => {
      forget(child)
      end()
      reject(new Error('The process that prints ended.'))
    }
    const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT)
    child.ref()
    child.channel?.ref()
    child.on('message', hear).on('exit', gone).on('error', gone)
    child.send(document, (problem) => problem !== null && gone())
  })
}

/** INVARIANT: a process that has nothing to do keeps nobody from ending. */
function rest(child: ChildProcess): void {
  child.unref()
  child.channel?.unref()
  idle = setTimeout(() => stop(child), IDLE)
  idle.unref()
}

function stop(child: ChildProcess): void {
  forget(child)
  child.kill()
}

function forget(child: ChildProcess): void {
  if (printer === child) printer = undefined
}

function started(): ChildProcess {
  return fork(join(__dirname, 'printer.ts'), [], {
    execArgv: ['-r', '@swc-node/register'],
    serialization: 'advanced',
    // It needs no setting, and holds no secret.
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}

/** A document to print. It knows neither what it is about nor in which language. */
export interface PrintedDocument {
  /** What readers and search engines of the reader call it. */
  readonly title: string
  readonly author: string
  /** IETF tag, `fr-CH`: how it is read aloud. */
  readonly language: string
  /** ISO 3166 code of the country of whom it is for: Han characters take the shapes that are usual there. */
  readonly region?: string
  /** Stamped into the file. INVARIANT: part of the document, never the clock, so that printing twice is one file. */
  readonly dated: Date
  /** Said at the top of every page after the first. */
  readonly runningHead: string
  /** Said at the foot of every page, a line each. */
  readonly foot: readonly string[]
  /** `Page`, said before its number. */
  readonly pageWord: string
  readonly blocks: readonly Block[]
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  /** Two columns of lines: what stands left, and what stands right of it. */
  | { readonly kind: 'sides'; readonly left: readonly string[]; readonly right: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly PrintedFact[] }
  | {
      readonly kind: 'table'
      readonly title?: string
      readonly columns: readonly Column[]
      readonly rows: readonly (readonly string[])[]
    }
  | { readonly kind: 'sums'; readonly sums: readonly Sum[] }
  | { readonly kind: 'text'; readonly title?: string; readonly text: string }

export interface PrintedFact {
  readonly name: string
  readonly value: string
}

interface Column {
  readonly title: string
  /** Its part of the width; all shares together are 1. */
  readonly share: number
  readonly align: 'left' | 'right'
}

export interface Sum extends PrintedFact {
  readonly weight: 'plain' | 'strong'
}
