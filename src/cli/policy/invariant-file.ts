import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PolicyFile } from '../../policy/read-yaml'

/** The invariants beside the policies of a folder. */
export function invariantFile(folder: string): PolicyFile {
  const name = 'invariants.yaml'
  return { path: join('policies', name), text: readFileSync(join(folder, name), 'utf8') }
}
