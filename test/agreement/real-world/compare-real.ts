import { bindPolicy } from '../../../src/policy/compile/class-policy'
import { type Principal } from '../../../src/policy/principal'
import { readDatabase } from '../../../src/read/read-context'
import { type LinkedWorld } from '../facts/link-rows'
import { now } from '../generate/values'
import { differences } from '../readers/differences'
import { readFactsOfAll } from '../readers/read-facts-of-all'
import { readWithCasl } from '../readers/read-with-casl'
import { readWithCel } from '../readers/read-with-cel'
import { readWithSql } from '../readers/read-with-sql'
import { strayedAnswers } from '../readers/strayed-answers'
import { type RealWorld } from './real-world'

export interface RealComparison {
  readonly cases: number
  readonly readable: number
  /** Of each principal the first few. */
  readonly differences: readonly string[]
}

const SHOWN = 5

/** What each of the principals may see of every row: by the CEL library, by CASL on facts that were read, by SQL. */
export async function compareReal(
  place: RealWorld,
  world: LinkedWorld,
  principals: readonly Principal[],
): Promise<RealComparison> {
  const { dataSource, model, policies, engine, oracle, types } = place
  const source = { database: readDatabase(dataSource), model }
  const reported: string[] = []
  const count = { cases: 0, readable: 0 }
  for (const [index, principal] of principals.entries()) {
    const bound = bindPolicy(policies, principal, now)
    const cel = readWithCel({ oracle, principal, now }, world, types)
    const casl = readWithCasl(bound, await readFactsOfAll(source, bound, { world, types }), types)
    // Edges take a statement each: of some principals, to save time.
    const document = index % 5 === 0 ? place.everything : place.values
    const sql = await readWithSql({ engine, document, now }, principal)
    const differing = differences({ cel, casl, sql: sql.verdicts }, world, types)
    const strayed = strayedAnswers({ model, world, verdicts: cel }, sql)
    reported.push(
      ...[...differing.map((one) => JSON.stringify(one)), ...strayed]
        .slice(0, SHOWN)
        .map((one) => `${JSON.stringify(principal)}: ${one}`),
    )
    count.cases += types.reduce(
      (sum, { name, fields }) => sum + fields.length * (world.get(name)?.size ?? 0),
      0,
    )
    for (const rows of cel.values()) for (const { readable } of rows.values()) count.readable += readable.size
  }
  return { ...count, differences: reported }
}
