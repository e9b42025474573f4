import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/**
 * A mistake that authors of policies make: one text of the small policies replaced (`*`: the whole file). `¦`
 * marks where the error must point and is not part of the text. Unless `also` says so, it is the only error.
 */
export interface Typo {
  readonly mistake: string
  readonly file: string
  readonly from: string
  readonly to: string
  readonly code: string
  readonly suggestion?: string
  /** Codes of further errors that follow from this one; `*` is any. */
  readonly also?: readonly string[]
}

export const typos: readonly Typo[] = ['files', 'words', 'conditions'].flatMap(corpus)

function corpus(name: string): readonly Typo[] {
  const path = join(__dirname, 'typos', `${name}.yaml`)
  // The corpus is ours; a case of another shape fails the test that reads it.
  return parse(readFileSync(path, 'utf8')) as readonly Typo[]
}
