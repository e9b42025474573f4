import { type DocumentNode, parse } from 'graphql'
import { type DataSource } from 'typeorm'
import { mailBook } from '../../../schema/declared'
import { Role } from '../../../schema/membership/role'
import { assemble, type Assembled } from '../../../src/app/assemble'
import { realPolicyFiles } from '../../policies/real-policy-files'
import { celOracle, type CelOracle } from '../../policy/cel-oracle'
import { everythingText, valuesText } from '../readers/selection-text'
import { type AskedType } from '../readers/verdict'
import { everyList, listOf } from './every-list'
import { policyTypes } from './policy-types'

/** The real policies and tables, with one document that asks for every row of every type. */
export interface RealWorld extends Assembled {
  readonly dataSource: DataSource
  readonly oracle: CelOracle
  readonly types: readonly AskedType[]
  /** Every row with its own values; every row with its edges, too. */
  readonly values: DocumentNode
  readonly everything: DocumentNode
}

export function realWorld(dataSource: DataSource): RealWorld {
  const files = realPolicyFiles()
  const names = policyTypes(files)
  const assembled = assemble({
    mails: mailBook,
    declared: everyList(names),
    policies: files,
    roles: Object.values(Role),
    dataSource,
    secret: Buffer.alloc(32),
    maximumCost: Number.MAX_SAFE_INTEGER,
  })
  const { model, policies } = assembled
  const types = names.flatMap((name) => model.types.get(name) ?? [])
  const document = (cells: (type: (typeof types)[number]) => string): DocumentNode =>
    parse(
      `{ ${types.map((type) => `${type.name}: ${listOf(type.name)}(first: 100) { totalCount nodes ${cells(type)} }`).join('\n')} }`,
    )
  return {
    ...assembled,
    dataSource,
    oracle: celOracle(files, model),
    types: types.map(({ name, fields }) => {
      return {
        name,
        fields: fields.map((field) => field.name),
        actions: policies.types.get(name)?.actions ?? [],
      }
    }),
    values: document(valuesText),
    everything: document((type) => everythingText(model, type)),
  }
}
