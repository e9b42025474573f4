import 'reflect-metadata'
import { join } from 'node:path'
import { Command } from 'commander'
import type { ConnectedDatabase } from './data/connected-database'
import { dataSourceFor, openDatabaseAt } from '../ormconfig'
import { declaredSchema } from '../schema/declared-schema'
import { renewalsCalendar } from '../schema/renewals-calendar/renewals-calendar'
import { billingDesk } from '../schema/invoice/billing-desk'
import { invoiceDownload } from '../schema/invoice/pdf/invoice-download'
import { nounJobs } from '../schema/jobs'
import { managedClientsDownload } from '../schema/managed-clients/managed-clients-download'
import { Role } from '../schema/membership/role'
import { processingCertificateDownload } from '../schema/personal-data/certificate/processing-certificate-download'
import { personalDataDownload } from '../schema/personal-data/personal-data-download'
import { demoPassword } from '../schema/world/demo-password'
import { fillDemoWorld } from '../schema/world/demo/fill-demo-world'
import { names } from '../schema/world/demo/names'
import { personas } from '../schema/world/demo/personas'
import { programs } from '../schema/world/demo/programs'
import { generateWorld } from '../schema/world/generated/generate-world'
import type { Assembled, Parts } from './assemble'
import { assemble } from './assemble'
import { billingCommand } from './cli/billing'
import { generateCommand } from './cli/generate'
import { jobsCommand } from './cli/jobs'
import { personasCommand } from './cli/personas'
import { caseFolder } from './cli/policy/case-folder'
import { invariantFile } from './cli/policy/invariant-file'
import { policyCommand } from './cli/policy/policy'
import { policyFolder } from './cli/policy/policy-folder'
import { situationsFile } from './cli/policy/situations-file'
import type { PolicyParts } from './cli/policy/policy-parts'
import { scenarioFolder } from './cli/policy/scenario-folder'
import { serveCommand } from './cli/serve'
import { worldCommand } from './cli/world'
import type { Job } from './jobs/job'
import type { JobParts } from './jobs/job-parts'
import { mailMeans } from './outbox/mail-means'
import { outboxJob } from './outbox/outbox-job'
import type { PolicyFile } from './policy/load-policies'
import { buildModel } from './query/model/build-model'
import type { Model } from './query/model/model'
import type { Download } from './server/downloads/download'
import type { Settings } from './server/settings'
import { vies } from './services/vat-check/vies'

/** The only place where the nouns meet the engine; without other policies, under those of `policies`. */
export function mandateOn(
  dataSource: ConnectedDatabase,
  settings: Pick<Parts, 'secret' | 'maximumCost'> & Partial<Pick<Parts, 'policies'>>,
): Assembled {
  return assemble({
    declared: declaredSchema(),
    policies: policyFolder(join(__dirname, '..', 'policies')),
    roles: Object.values(Role),
    dataSource,
    ...settings,
  })
}

/** Without tables or rows: for what needs the words of the schema and the policies, and no data. */
export async function mandateWithoutData(policies?: readonly PolicyFile[]): Promise<Assembled> {
  const dataSource = await dataSourceFor('sqlite::memory:').initialize()
  const settings = { secret: Buffer.alloc(32), maximumCost: 0 }
  return mandateOn(dataSource, policies === undefined ? settings : { ...settings, policies })
}

/** What exists, as the engine sees it: the public schema joined with the tables. */
export function modelOn(dataSource: ConnectedDatabase): Model {
  return buildModel(declaredSchema(), dataSource.entityMetadatas)
}

async function modelWithoutData(): Promise<Model> {
  return modelOn(await dataSourceFor('sqlite::memory:').initialize())
}

/** Every periodic job there is. Those of the nouns are listed in schema/jobs.ts. */
export function jobsOn(parts: JobParts): readonly Job[] {
  const { dataSource, settings, logger } = parts
  return [
    outboxJob({ dataSource, logger, ...mailMeans(settings, parts) }),
    ...nounJobs(parts, settings.vatCheck === 'vies' ? vies() : undefined),
  ]
}

/** Every file that can be fetched at an address of its own. Those of a noun are added here. */
export function downloadsOf({
  providerName: name,
  providerLegal: legal,
}: Pick<Settings, 'providerName' | 'providerLegal'>): readonly Download[] {
  const provider = { name, legal }
  return [
    invoiceDownload(provider),
    managedClientsDownload,
    renewalsCalendar(name),
    processingCertificateDownload(provider),
    personalDataDownload,
  ]
}

/** What the policy commands try the policies on. */
export const policyParts: PolicyParts = {
  project: join(__dirname, '..'),
  open: openDatabaseAt,
  mandateOn,
  mandateWithoutData,
  modelOn,
  modelWithoutData,
  roles: Object.values(Role),
  fillDemoWorld,
  personas: [...personas, ...programs],
  names,
  situationsFile: () => situationsFile(join(__dirname, '..', 'policies')),
  scenarioFiles: () => scenarioFolder(join(__dirname, '..', 'policies', 'scenarios')),
  policyFiles: () => policyFolder(join(__dirname, '..', 'policies')),
  invariantFile: () => invariantFile(join(__dirname, '..', 'policies')),
  caseFiles: () => caseFolder(join(__dirname, '..', 'policies', 'cases')),
  caseFolder: join(__dirname, '..', 'policies', 'cases'),
}

function program(): Command {
  return new Command('mandate')
    .description('A GraphQL gateway with a policy engine: every field of every row, explained.')
    .addCommand(
      serveCommand({ open: openDatabaseAt, mandateOn, jobsOn, downloadsOf, fillDemoWorld, personas }),
    )
    .addCommand(jobsCommand({ open: openDatabaseAt, jobsOn }))
    .addCommand(billingCommand({ open: openDatabaseAt, desk: billingDesk }))
    .addCommand(personasCommand(personas))
    .addCommand(worldCommand({ open: openDatabaseAt, generate: generateWorld, password: demoPassword }))
    .addCommand(policyCommand(policyParts))
    .addCommand(generateCommand(mandateWithoutData, policyParts))
}

if (require.main === module) {
  program()
    .parseAsync()
    .catch((problem: unknown) => {
      console.error(problem instanceof Error ? problem.message : problem)
      process.exitCode = 1
    })
}
