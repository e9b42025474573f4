import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PolicyFile } from '../../policy/read-yaml'

/** The scenario files of a folder, in the order of their names. */
export function scenarioFolder(folder: string): readonly PolicyFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({
      path: join('policies', 'scenarios', name),
      text: readFileSync(join(folder, name), 'utf8'),
    }))
}
