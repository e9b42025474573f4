import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PolicyFile } from '../../policy/read-yaml'

/** What the access matrix tells apart. */
export function situationsFile(folder: string): PolicyFile {
  const name = 'situations.yaml'
  return { path: join('policies', name), text: readFileSync(join(folder, name), 'utf8') }
}
