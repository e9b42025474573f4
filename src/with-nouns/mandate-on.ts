import { join } from 'node:path'
import { dataSourceFor } from '../../ormconfig'
import { declaredSchema } from '../../schema/declared-schema'
import { Role } from '../../schema/membership/role'
import type { Assembled, Parts } from '../assemble'
import { assemble } from '../assemble'
import { policyFolder } from '../cli/policy/policy-folder'
import type { ConnectedDatabase } from '../data/connected-database'
import type { PolicyFile } from '../policy/load-policies'
import { buildModel } from '../query/model/build-model'
import type { Model } from '../query/model/model'

/** The nouns and the engine in one; without other policies, under those of `policies`. */
export function mandateOn(
  dataSource: ConnectedDatabase,
  settings: Pick<Parts, 'secret' | 'maximumCost'> & Partial<Pick<Parts, 'policies'>>,
): Assembled {
  return assemble({
    declared: declaredSchema(),
    policies: policyFolder(join(__dirname, '..', '..', 'policies')),
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

export async function modelWithoutData(): Promise<Model> {
  return modelOn(await dataSourceFor('sqlite::memory:').initialize())
}
