import { DataSource, type EntityMetadata } from 'typeorm'
import { ColumnNames } from '../../../src/data/column-names'
import { databaseOptions } from '../../../src/data/database-options'
import { detectDialect } from '../../../src/data/dialect'
import { sqlWords, type SqlWords } from '../../../src/data/sql-words'
import { buildModel } from '../../../src/query/model/build-model'
import type { Model } from '../../../src/query/model/model'
import { publicSchema } from '../../../src/query/public-schema'
import type { GraphQLSchema } from 'graphql'
import type { TestDatabase } from '../../support/test-databases'
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
