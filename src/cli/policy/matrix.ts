import type { Command } from 'commander'
import { matrixOf } from './matrix-of'
import type { PolicyParts } from './policy-parts'
import { reportingCommand } from './reporting-command'

/** `npm run policy -- matrix`: who sees what, never, always or when. */
export function policyMatrixCommand(parts: PolicyParts): Command {
  const description = 'Print who sees what: never, always or when, for each kind of principal and situation'
  return reportingCommand({ name: 'matrix', description }, async () =>
    matrixOf(await parts.mandateWithoutData(), parts),
  )
}
