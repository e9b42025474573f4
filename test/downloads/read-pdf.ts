import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'

/** The pages of a PDF, each as its lines from top to bottom, each line as its parts; spaces are plain ones. */
export type Pages = readonly (readonly (readonly string[])[])[]

interface Read {
  readonly number: number
  readonly pages?: Pages
  readonly problem?: string
}

let reader: ChildProcess | undefined
let files = 0

afterAll(() => {
  reader?.kill()
  reader = undefined
})

/** WHY a process: the reader is an ES module, which jest cannot load. One serves all files of a test. */
export function readPdf(file: Buffer): Promise<Pages> {
  reader ??= fork(join(__dirname, 'pdf-pages.mjs'), { serialization: 'advanced', execArgv: [] })
  const process = reader
  const number = (files += 1)
  return new Promise((resolve, reject) => {
    const hear = (read: Read): void => {
      if (read.number !== number) return
      process.off('message', hear)
      if (read.pages === undefined) reject(new Error(read.problem))
      else resolve(plain(read.pages))
    }
    process.on('message', hear)
    process.send({ number, file })
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
