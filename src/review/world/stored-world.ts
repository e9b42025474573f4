import { type FactSource, factOf } from '../../query/read-facts'
import { quoted } from '../../query/sql/quoted'
import { keysOf } from './keys'
import type { MadeUpRow, MadeUpWorld } from './made-up-world'

/**
 * A whole database as a made-up world, for worlds of a few thousand rows: one statement a type. No policy applies.
 * What is read once can be asked anything without asking the database again.
 */
export async function storedWorld({ database, model }: FactSource): Promise<MadeUpWorld> {
  const world: Record<string, Record<number, MadeUpRow>> = {}
  // What has no id is no row that a condition could lead to, such as the lease of a job.
  for (const type of [...model.types.values()].filter(({ attributes }) => attributes.has('id'))) {
    const columns = [...type.attributes.values()].filter(({ name }) => name !== 'id')
    const keys = keysOf(type)
    const wanted = [
      't.id AS id',
      ...columns.map((column, index) => `${column.sql('t')} AS c${index}`),
      ...keys.map(({ near }, index) => `t.${quoted(near)} AS k${index}`),
    ]
    const found = await database.query(
      `SELECT ${wanted.join(', ')} FROM ${quoted(type.table)} t ORDER BY t.id`,
      [],
    )
    const rows = found.map((record): [number, MadeUpRow] => {
      const values = columns.map(
        (column, index) => [column.name, factOf(column, record[`c${index}`])] as const,
      )
      const led = keys.map(({ name }, index) => [name, factOf({ type: 'int' }, record[`k${index}`])] as const)
      return [Number(record['id']), Object.fromEntries([...values, ...led])]
    })
    world[type.name] = Object.fromEntries(rows)
  }
  return world
}
