import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'

/** The pages of a PDF, each as its lines from top to bottom, each line as its parts; spaces are plain ones. */
export type Pages = readonly (readonly (readonly string[])[])[]

/** A piece of text, as it is in the file, and where it stands; lengths in points, from the bottom left. */
export interface Placed {
  readonly page: number
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
}

interface Read {
  readonly number: number
  readonly pages?: unknown
  readonly problem?: string
}

let reader: ChildProcess | undefined
let files = 0

afterAll(() => {
  reader?.kill()
  reader = undefined
})

export async function readPdf(file: Buffer): Promise<Pages> {
  return plain((await answer({ file })) as Pages)
}

/** Every piece of text and where it stands. */
export async function readPlacedText(file: Buffer): Promise<readonly Placed[]> {
  return (await answer({ file, placed: true })) as readonly Placed[]
}

/** WHY a process: the reader is an ES module, which jest cannot load. One serves all files of a test. */
function answer(question: { readonly file: Buffer; readonly placed?: true }): Promise<unknown> {
  reader ??= fork(join(__dirname, 'pdf-pages.mjs'), { serialization: 'advanced', execArgv: [] })
  const process = reader
  const number = (files += 1)
  return new Promise((resolve, reject) => {
    const hear = (read: Read): void => {
      if (read.number !== number) return
      process.off('message', hear)
      if (read.pages === undefined) reject(new Error(read.problem))
      else resolve(read.pages)
    }
    process.on('message', hear)
    process.send({ number, ...question })
  })
}

function plain(pages: Pages): Pages {
  return pages.map((lines) =>
    lines.map((parts) => parts.map((part) => part.replaceAll(/[\u00a0\u202f]/g, ' '))),
  )
}

/** Everything a PDF says, a line each. */
export async function textOf(file: Buffer): Promise<string> {
  const pages = await readPdf(file)
  return pages.flatMap((page) => page.map((line) => line.join(' '))).join('\n')
}
