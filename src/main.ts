import { Command } from 'commander'
import 'reflect-metadata'
import { openDatabaseAt } from '../ormconfig'
import { billingAdmin } from '../schema/invoice/billing-admin'
import { demoPassword } from '../schema/world/demo-password'
import { fillDemoWorld, renewDemoVisits } from '../schema/world/demo/demo-world'
import { knownSecrets, personas } from '../schema/world/demo/personas'
import { generateWorld } from '../schema/world/generated/generate-world'
import { downloadsOf, jobsOn } from './app/jobs-and-downloads'
import { mandateOn, mandateWithoutData } from './app/mandate-on'
import { policyParts } from './app/policy-parts'
import { billingCommand } from './cli/billing'
import { generateCommand } from './cli/generate'
import { jobsCommand } from './cli/jobs'
import { personasCommand } from './cli/personas'
import { policyCommand } from './cli/policy/policy'
import { serveCommand } from './cli/serve'
import { worldCommand } from './cli/world'

function program(): Command {
  return new Command('mandate')
    .description('A GraphQL gateway with a policy engine: every field of every row, explained.')
    .addCommand(
      serveCommand({
        open: openDatabaseAt,
        mandateOn,
        jobsOn,
        downloadsOf,
        fillDemoWorld,
        renewDemoVisits,
        personas,
        known: knownSecrets,
      }),
    )
    .addCommand(jobsCommand({ open: openDatabaseAt, jobsOn }))
    .addCommand(billingCommand({ open: openDatabaseAt, admin: billingAdmin }))
    .addCommand(personasCommand(personas))
    .addCommand(worldCommand({ open: openDatabaseAt, generate: generateWorld, password: demoPassword }))
    .addCommand(policyCommand(policyParts))
    .addCommand(generateCommand(mandateWithoutData, policyParts))
}

program()
  .parseAsync()
  .catch((problem: unknown) => {
    console.error(problem instanceof Error ? problem.message : problem)
    process.exitCode = 1
  })
