import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'

/**
 * Prints a document on A4 pages.
 * @returns the file, the same bytes for the same document; null if too many documents wait already.
 */
export async function printPdf(document: PrintedDocument): Promise<Buffer | null> {
  if (waiting >= LONGEST_QUEUE) return null
  waiting += 1
  const file = last.then(() => printed(document))
  last = file.catch(() => undefined).finally(() => (waiting -= 1))
  return file
}

/** The answer of the process. */
export type Printed = { readonly file: Uint8Array; readonly isFull: boolean } | { readonly problem: string }

/** Some seconds of work. */
const LONGEST_QUEUE = 100

/** After how many milliseconds a process without work ends, which frees the memory of large fonts. */
const IDLE = 60_000
/** The time limit for one document, on a machine under load. Milliseconds. */
const LIMIT = 60_000

let waiting = 0
let last: Promise<unknown> = Promise.resolve()
let printer: ChildProcess | undefined
let idle: NodeJS.Timeout | undefined

/**
 * WHY a process: typesetting takes tens of milliseconds, in which this process would answer nobody else; and texts of
 * strangers go through native code there, with a time limit and without access to the memory of this process.
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
      reject(new Error('The printing process ended.'))
    }
    const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT)
    child.ref()
    child.channel?.ref()
    child.on('message', hear).on('exit', gone).on('error', gone)
    child.send(document, (problem) => problem !== null && gone())
  })
}

/** INVARIANT: an idle process does not keep the gateway from ending. */
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
    // The process needs no setting and gets no secret.
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}

/** A document to print, independent of its topic and language. */
export interface PrintedDocument {
  /** The title that PDF readers and search engines show. */
  readonly title: string
  readonly author: string
  /** IETF tag, `fr-CH`: for reading aloud. */
  readonly language: string
  /** ISO 3166 code of the recipient's country: Han characters take the shapes that are usual there. */
  readonly region?: string
  /** The date in the file. INVARIANT: it comes from the document, never from the clock, so that printing twice gives the same file. */
  readonly dated: Date
  /** Printed at the top of every page after the first. */
  readonly runningHead: string
  /** Printed at the foot of every page, one line each. */
  readonly foot: readonly string[]
  /** `Page`, printed before its number. */
  readonly pageWord: string
  readonly blocks: readonly Block[]
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  /** Two columns of lines: the left one and the right one. */
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
