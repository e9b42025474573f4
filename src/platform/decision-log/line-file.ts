import { closeSync, openSync, write } from 'node:fs'

/** A file that lines are appended to, without anybody waiting for it. */
export interface LineFile {
  /** @returns false where the line was dropped: too much waits already, or the file cannot be written. */
  append(line: string): boolean
  /** Opens the path anew: what was moved away is left alone from then on. */
  reopen(): void
  /** After everything that waits was written. */
  close(): Promise<void>
}

/** How much may wait in memory. */
const MOST_WAITING_BYTES = 4 * 1024 * 1024

/** @throws where the file cannot be opened. @param failed hears of a write that did not work; the line is lost. */
export function openLineFile(path: string, failed: (problem: Error) => void): LineFile {
  let descriptor = openFile(path)
  let waiting: string[] = []
  let bytes = 0
  let writing: Promise<void> | undefined
  let outdated = false

  const flush = async (): Promise<void> => {
    // WHY a turn later: what one moment brings is one write.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0 || outdated) {
      if (outdated) {
        outdated = false
        descriptor = replaced(path, descriptor, failed)
      }
      const text = Buffer.from(waiting.join(''))
      waiting = []
      bytes = 0
      await writeAll(descriptor, text).catch(failed)
    }
    writing = undefined
  }
  return {
    append: (line) => {
      const size = Buffer.byteLength(line)
      if (bytes + size > MOST_WAITING_BYTES) return false
      waiting.push(line)
      bytes += size
      writing ??= flush()
      return true
    },
    reopen: () => {
      outdated = true
      writing ??= flush()
    },
    close: async () => {
      await writing
      closeSync(descriptor)
    },
  }
}

/** INVARIANT: only its owner reads it: who asked for what is nobody else's business. */
function openFile(path: string): number {
  return openSync(path, 'a', 0o600)
}

function replaced(path: string, before: number, failed: (problem: Error) => void): number {
  try {
    const opened = openFile(path)
    closeSync(before)
    return opened
  } catch (problem) {
    failed(problem instanceof Error ? problem : new Error(String(problem)))
    return before
  }
}

async function writeAll(descriptor: number, text: Buffer): Promise<void> {
  for (let from = 0; from < text.length;) {
    const start = from
    from += await new Promise<number>((resolve, reject) => {
      write(descriptor, text, start, text.length - start, null, (problem, written) => {
        if (problem === null) resolve(written)
        else reject(problem)
      })
    })
  }
}
