import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PolicyFile } from '../../../policy/read-yaml'

/** Every YAML file in and below a folder, called as if the folder were `policies`, in the order of their paths. */
export function folderFiles(folder: string): readonly PolicyFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: `policies${path.slice(join(folder).replace(/\/$/, '').length)}`,
      text: readFileSync(path, 'utf8'),
    }))
    .sort((left, right) => (left.path < right.path ? -1 : 1))
}
