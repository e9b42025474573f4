import 'reflect-metadata'
import { DataSource } from 'typeorm'
import { entities, migrations } from './schema/declared'
import {
  ColumnNames,
  databaseOptions,
  type DatabaseSettings,
  DEFAULT_DATABASE_SETTINGS,
  openDatabase,
  readInstantsAsUtc,
} from './src/platform/database/open-database'
import { KeepTextKeys } from './src/platform/database/text-key'

/** Where the engine meets the nouns: a data source with every table and migration, not connected yet. */
export function dataSourceFor(
  address: string,
  settings: DatabaseSettings = DEFAULT_DATABASE_SETTINGS,
): DataSource {
  const options = databaseOptions(address, settings)
  const ours = {
    entities,
    migrations,
    subscribers: [KeepTextKeys],
    namingStrategy: new ColumnNames(),
    synchronize: false,
  }
  return readInstantsAsUtc(new DataSource({ ...options, ...ours }))
}

/** The database at an address, made if missing, connected and up to date. */
export function openDatabaseAt(address: string, settings?: DatabaseSettings): Promise<DataSource> {
  return openDatabase(dataSourceFor(address, settings), settings)
}

/** For TypeORM’s command line. */
export default dataSourceFor(process.env['DATABASE_URL'] ?? 'sqlite:data/mandate.db')
