import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PolicyFile } from '../../policy/read-yaml'

const shared = ['definitions.yaml', 'principals.yaml', 'scopes.yaml']

/** The policy documents of a folder, scenarios left out, in the order of their names. */
export function policyFolder(folder: string): readonly PolicyFile[] {
  return readdirSync(folder)
    .filter(isPolicyFile)
    .sort()
    .map((name) => ({ path: join('policies', name), text: readFileSync(join(folder, name), 'utf8') }))
}

/** Whether a file of the folder `policies` holds policies; the others speak about them. */
export function isPolicyFile(name: string): boolean {
  return name.endsWith('.policy.yaml') || shared.includes(name)
}
