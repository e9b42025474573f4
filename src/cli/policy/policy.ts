import { Command } from 'commander'
import { policyCheckCommand } from './check'
import { policyCoverageCommand } from './coverage'
import { policyDiffCommand } from './diff'
import { policyExplainCommand } from './explain'
import { policyImpactCommand } from './impact'
import { policyLeaksCommand } from './leaks'
import { policyMatrixCommand } from './matrix'
import { policyMutateCommand } from './mutate'
import { policyOutcomeCommand } from './outcome'
import { policyPacketCommand } from './packet'
import { type PolicyParts } from './policy-files'
import { underVersion } from './policy-version'
import { policyProveCommand } from './prove'
import { policyReplayCommand } from './replay'
import { policyTestCommand } from './test'
import { policyWhatCommand } from './what'
import { policyWhoCommand } from './who'

/**
 * `npm run policy -- check | test | explain | …`: for people who write or review policies. Verbs that
 * compare take two versions of the policies, the others take one with `--policy`.
 */
export function policyCommand(parts: PolicyParts): Command {
  return new Command('policy')
    .description('Check, test and explain the policies')
    .addCommand(underVersion(parts, policyWhoCommand))
    .addCommand(underVersion(parts, policyWhatCommand))
    .addCommand(underVersion(parts, policyMatrixCommand))
    .addCommand(underVersion(parts, policyCheckCommand))
    .addCommand(underVersion(parts, policyTestCommand))
    .addCommand(underVersion(parts, policyExplainCommand))
    .addCommand(underVersion(parts, policyCoverageCommand))
    .addCommand(underVersion(parts, policyMutateCommand))
    .addCommand(underVersion(parts, policyLeaksCommand))
    .addCommand(underVersion(parts, policyProveCommand))
    .addCommand(policyDiffCommand(parts))
    .addCommand(policyImpactCommand(parts))
    .addCommand(underVersion(parts, policyOutcomeCommand))
    .addCommand(policyReplayCommand(parts))
    .addCommand(policyPacketCommand(parts))
}
