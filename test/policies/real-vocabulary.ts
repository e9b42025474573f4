import { DataSource } from 'typeorm'
import { declaredSchema } from '../../schema/declared'
import { entities } from '../../schema/declared'
import { Role } from '../../schema/membership/role'
import { ColumnNames } from '../../src/platform/database/open-database'
import { type Vocabulary } from '../../src/policy/vocabulary'
import { buildModel } from '../../src/read/schema/build-model'

/** The words of the real schema, from its entities and GraphQL types. No table is made. */
export async function realVocabulary(): Promise<Vocabulary> {
  const dataSource = new DataSource({
    type: 'better-sqlite3',
    database: ':memory:',
    entities,
    namingStrategy: new ColumnNames(),
  })
  await dataSource.initialize()
  try {
    const { types } = buildModel(declaredSchema(), dataSource.entityMetadatas)
    return { types, roles: Object.values(Role) }
  } finally {
    await dataSource.destroy()
  }
}
