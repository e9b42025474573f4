import { closeSync, openSync, write } from 'node:fs'

/** A file to which lines are appended in the background. */
export interface LineFile {
  /** @returns false if the line was dropped, because too much waits already or the file cannot be written. */
  append(line: string): boolean
  /** Opens the path again: a file that was moved away is not written to any more. */
  reopen(): void
  /** Resolves when everything that waits is written. */
  close(): Promise<void>
}

/** The most that may wait in memory. */
const MOST_WAITING_BYTES = 4 * 1024 * 1024

/** @throws if the file cannot be opened. @param failed is called when a write failed; the line is lost. */
export function openLineFile(path: string, failed: (problem: Error) => void): LineFile {
  let descriptor = openFile(path)
  let waiting: string[] = []
  let bytes = 0
  let writing: Promise<void> | undefined
  let outdated = false

  const flush = async (): Promise<void> => {
    // WHY a turn of the event loop later: lines of the same moment become one write.
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

/** INVARIANT: only its owner can read it, because it records who asked for what. */
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
