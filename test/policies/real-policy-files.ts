import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PolicyFile } from '../../src/policy/load-policies'

const folder = join(__dirname, '..', '..', 'policies')

/** The committed policies, as they stand; scenarios are not among them. */
export function realPolicyFiles(): readonly PolicyFile[] {
  const names = readdirSync(folder).filter(
    (name) => name.endsWith('.yaml') && !name.endsWith('.scenarios.yaml'),
  )
  return names.map((name) => ({ path: `policies/${name}`, text: readFileSync(join(folder, name), 'utf8') }))
}
