import type { Command } from 'commander'
import { checkPolicies } from '../../review/check/check-policies'
import type { PolicyParts } from './policy-parts'
import { reportingCommand } from './reporting-command'

/** `npm run policy -- check`: whether the policies load against the real schema, or every mistake. */
export function policyCheckCommand(parts: PolicyParts): Command {
  const description = 'Load the policies against the schema; print every mistake with file, line and column'
  return reportingCommand({ name: 'check', description }, () => checkPolicies(parts.mandateWithoutData))
}
