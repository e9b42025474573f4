import { join } from 'node:path'
import { policyFolder } from '../../src/cli/policy/policy-files'
import { type PolicyFile } from '../../src/policy/parse/read-yaml'

/** The committed policies, as they stand; scenarios, cases and invariants are not among them. */
export function realPolicyFiles(): readonly PolicyFile[] {
  return policyFolder(join(__dirname, '..', '..', 'policies'))
}
