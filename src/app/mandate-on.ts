import { join } from 'node:path'
import { dataSourceFor } from '../../ormconfig'
import { declaredSchema, mailBook } from '../../schema/declared'
import { Role } from '../../schema/membership/role'
import { policyFolder } from '../cli/policy/policy-files'
import { type ConnectedDatabase } from '../platform/database/transaction'
import { loadPolicies } from '../policy/compile/load-policies'
import { type PolicyFile } from '../policy/parse/read-yaml'
import { type PolicySet } from '../policy/policy-set'
import { buildModel } from '../read/schema/build-model'
import { type Model } from '../read/schema/model'
import { type Assembled, assembleFrom, declare, type Declared, type Parts } from './assemble'

const policiesFolder = join(__dirname, '..', '..', 'policies')

/**
 * WHY kept: the nouns and the policies of this process never change, and tests and commands put them on several databases one after
 * the other. By kind of database: a column is not read in the same way on each.
 */
const known = new Map<string, Declared & { policies?: PolicySet }>()

/** Assembles the nouns and the engine, by default under the policies in `policies`. */
export function mandateOn(
  dataSource: ConnectedDatabase,
  settings: Pick<Parts, 'secret' | 'maximumCost'> & Partial<Pick<Parts, 'policies'>>,
): Assembled {
  const nouns = nounsOn(dataSource)
  const policies =
    settings.policies === undefined
      ? (nouns.policies ??= loadPolicies(policyFolder(policiesFolder), nouns.model))
      : loadPolicies(settings.policies, nouns.model)
  return assembleFrom({ ...nouns, policies }, { dataSource, ...settings })
}

function nounsOn(dataSource: ConnectedDatabase): Declared & { policies?: PolicySet } {
  const kind = dataSource.options.type
  const found = known.get(kind)
  if (found !== undefined) return found
  const nouns = declare({
    declared: declaredSchema(),
    roles: Object.values(Role),
    mails: mailBook,
    dataSource,
  })
  known.set(kind, nouns)
  return nouns
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

export async function modelWithoutData(): Promise<Model> {
  return modelOn(await dataSourceFor('sqlite::memory:').initialize())
}
