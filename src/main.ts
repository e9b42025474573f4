import 'reflect-metadata'
import { join } from 'node:path'
import { Command } from 'commander'
import type { ConnectedDatabase } from './data/connected-database'
import { dataSourceFor, openDatabaseAt } from '../ormconfig'
import { declaredSchema } from '../schema/declared-schema'
import { Role } from '../schema/membership/role'
import { demoPassword } from '../schema/world/demo-password'
import { fillDemoWorld } from '../schema/world/demo/fill-demo-world'
import { names } from '../schema/world/demo/names'
import { personas } from '../schema/world/demo/personas'
import { generateWorld } from '../schema/world/generated/generate-world'
import type { Assembled, Parts } from './assemble'
import { assemble } from './assemble'
import { generateCommand } from './cli/generate'
import { personasCommand } from './cli/personas'
import { policyCommand } from './cli/policy'
import { policyFolder } from './cli/policy-folder'
import type { PolicyParts } from './cli/policy-parts'
import { scenarioFolder } from './cli/scenario-folder'
import { serveCommand } from './cli/serve'
import { worldCommand } from './cli/world'

/** The only place where the nouns meet the engine. */
export function mandateOn(
  dataSource: ConnectedDatabase,
  settings: Pick<Parts, 'secret' | 'maximumCost'>,
): Assembled {
  const policies = policyFolder(join(__dirname, '..', 'policies'))
  return assemble({
    declared: declaredSchema(),
    policies,
    roles: Object.values(Role),
    dataSource,
    ...settings,
  })
}

/** Without tables or rows: for what needs the words of the schema and the policies, and no data. */
export async function mandateWithoutData(): Promise<Assembled> {
  const dataSource = await dataSourceFor('sqlite::memory:').initialize()
  return mandateOn(dataSource, { secret: Buffer.alloc(32), maximumCost: 0 })
}

/** What the policy commands try the policies on. */
export const policyParts: PolicyParts = {
  open: openDatabaseAt,
  mandateOn,
  mandateWithoutData,
  fillDemoWorld,
  personas,
  names,
  scenarioFiles: () => scenarioFolder(join(__dirname, '..', 'policies', 'scenarios')),
}

function program(): Command {
  return new Command('mandate')
    .description('A GraphQL gateway with a policy engine: every field of every row, explained.')
    .addCommand(serveCommand({ open: openDatabaseAt, mandateOn, fillDemoWorld, personas }))
    .addCommand(personasCommand(personas))
    .addCommand(worldCommand({ open: openDatabaseAt, generate: generateWorld, password: demoPassword }))
    .addCommand(policyCommand(policyParts))
    .addCommand(generateCommand(mandateWithoutData))
}

if (require.main === module) {
  program()
    .parseAsync()
    .catch((problem: unknown) => {
      console.error(problem instanceof Error ? problem.message : problem)
      process.exitCode = 1
    })
}
