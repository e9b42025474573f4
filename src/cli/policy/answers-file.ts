import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { KnownAnswers } from '../../review/matrix/remembering-solver'

/** Where answers of the solver are kept on this machine. It may be removed at any time. */
const FILE = join(__dirname, '..', '..', '..', '.cache', 'matrix-answers.json')

/** What the solver answered before on this machine, and how to keep what it answered now. */
export function answersFile(): { readonly known: KnownAnswers; save(answers: KnownAnswers): void } {
  return {
    known: read(),
    save: (answers) => {
      mkdirSync(dirname(FILE), { recursive: true })
      writeFileSync(FILE, JSON.stringify(answers))
    },
  }
}

function read(): KnownAnswers {
  try {
    // The file is our own; what is no answer is asked again.
    return JSON.parse(readFileSync(FILE, 'utf8')) as KnownAnswers
  } catch {
    return {}
  }
}
