import { Command } from 'commander'
import { policyMatrixCommand } from './matrix'
import { policyWhatCommand } from './what'
import { policyWhoCommand } from './who'
import { policyCheckCommand } from './check'
import { policyCoverageCommand } from './coverage'
import { policyDiffCommand } from './diff'
import { policyExplainCommand } from './explain'
import { policyMutateCommand } from './mutate'
import { policyLeaksCommand } from './leaks'
import { policyImpactCommand } from './impact'
import { policyPacketCommand } from './packet'
import type { PolicyParts } from './policy-parts'
import { policyProveCommand } from './prove'
import { policyOutcomeCommand } from './outcome'
import { policyReplayCommand } from './replay'
import { policyTestCommand } from './test'

/** `npm run policy -- check | test | explain`: for who writes policies and who reviews them. */
export function policyCommand(parts: PolicyParts): Command {
  return new Command('policy')
    .description('Check, test and explain the policies')
    .addCommand(policyWhoCommand(parts))
    .addCommand(policyWhatCommand(parts))
    .addCommand(policyMatrixCommand(parts))
    .addCommand(policyCheckCommand(parts))
    .addCommand(policyTestCommand(parts))
    .addCommand(policyExplainCommand(parts))
    .addCommand(policyCoverageCommand(parts))
    .addCommand(policyMutateCommand(parts))
    .addCommand(policyLeaksCommand(parts))
    .addCommand(policyProveCommand(parts))
    .addCommand(policyDiffCommand(parts))
    .addCommand(policyImpactCommand(parts))
    .addCommand(policyOutcomeCommand(parts))
    .addCommand(policyReplayCommand(parts))
    .addCommand(policyPacketCommand(parts))
}
