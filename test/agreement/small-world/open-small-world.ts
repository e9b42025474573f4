import { type GraphQLSchema } from 'graphql'
import { DataSource, type EntityMetadata } from 'typeorm'
import { detectDialect, sqlWords, type SqlWords } from '../../../src/platform/database/dialect'
import { ColumnNames, databaseOptions } from '../../../src/platform/database/open-database'
import { buildModel } from '../../../src/read/schema/build-model'
import { type Model } from '../../../src/read/schema/model'
import { publicSchema } from '../../../src/read/schema/public-schema'
import { type TestDatabase } from '../../support/test-databases'
import { smallEntities } from './small-entities'
import { smallSchema } from './small-schema'

/** An open database with the tables of the small world, and what the engine knows of them. */
export interface SmallWorld {
  readonly dataSource: DataSource
  readonly model: Model
  readonly schema: GraphQLSchema
  close(): Promise<void>
}

export async function openSmallWorld(kind: TestDatabase): Promise<SmallWorld> {
  const { url, drop } = await kind.create()
  const dataSource = await new DataSource({
    ...databaseOptions(url, { connections: 3, statementTimeoutSeconds: 60 }),
    entities: [...smallEntities],
    namingStrategy: new ColumnNames(),
  }).initialize()
  const words = sqlWords(await detectDialect(dataSource))
  for (const entity of dataSource.entityMetadatas) await dataSource.query(tableText(entity, words))
  const declared = smallSchema()
  const model = buildModel(declared, dataSource.entityMetadatas)
  const close = async (): Promise<void> => {
    await dataSource.destroy()
    await drop()
  }
  return { dataSource, model, schema: publicSchema(declared, model), close }
}

/** The table as migrations would make it, with every column but the key nullable. */
function tableText(entity: EntityMetadata, words: SqlWords): string {
  const columns = entity.columns.map(({ databaseName, type, length, precision, isPrimary }) => {
    const size = length === '' ? precision : length
    const kind = `${String(type)}${size === undefined || size === null ? '' : `(${size})`}`
    return `\`${databaseName}\` ${kind} ${isPrimary ? 'NOT NULL PRIMARY KEY' : 'NULL'}`
  })
  return `CREATE TABLE ${entity.tableName} (${columns.join(', ')}) ${words.table}`
}
