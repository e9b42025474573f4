import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PolicyFile } from '../../policy/load-policies'

const shared = ['definitions.yaml', 'principals.yaml', 'scopes.yaml']

/** The policy documents of a folder, scenarios left out, in the order of their names. */
export function policyFolder(folder: string): readonly PolicyFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.policy.yaml') || shared.includes(name))
    .sort()
    .map((name) => ({ path: join('policies', name), text: readFileSync(join(folder, name), 'utf8') }))
}
