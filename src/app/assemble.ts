import { type GraphQLSchema } from 'graphql'
import { type Sealer, sealerFor } from '../platform/crypto/sealed-text'
import { type ConnectedDatabase } from '../platform/database/transaction'
import { loadPolicies } from '../policy/compile/load-policies'
import { type MailBook } from '../platform/mail/mail-book'
import { type PolicyFile } from '../policy/parse/read-yaml'
import { type PolicySet } from '../policy/policy-set'
import { QueryEngine } from '../read/engine'
import { readDatabase } from '../read/read-context'
import { buildModel } from '../read/schema/build-model'
import { type Model } from '../read/schema/model'
import { publicSchema } from '../read/schema/public-schema'

/** The parts of the engine: the nouns as classes and tables, and the policies as texts. */
export interface Parts {
  readonly declared: GraphQLSchema
  readonly policies: readonly PolicyFile[]
  readonly roles: readonly string[]
  readonly mails: MailBook
  /** Connected: its metadata names the tables. */
  readonly dataSource: ConnectedDatabase
  readonly secret: Buffer
  readonly maximumCost: number
}

export interface Assembled {
  readonly dataSource: ConnectedDatabase
  readonly schema: GraphQLSchema
  readonly model: Model
  readonly policies: PolicySet
  /** What the mails say that operations write. */
  readonly mails: MailBook
  readonly engine: QueryEngine
  /** Encrypts texts that the database alone must not reveal. */
  readonly sealer: Sealer
}

/** What is known of the nouns without any rows: the same for every database of one kind. */
export interface Declared {
  readonly schema: GraphQLSchema
  readonly model: Model
  readonly mails: MailBook
}

export function declare({
  declared,
  dataSource,
  roles,
  mails,
}: Pick<Parts, 'declared' | 'dataSource' | 'roles' | 'mails'>): Declared {
  const model = { ...buildModel(declared, dataSource.entityMetadatas), roles }
  return { schema: publicSchema(declared, model), model, mails }
}

/** Puts nouns, policies and database together. @throws PolicyErrors: a policy that does not load stops the start. */
export function assemble(parts: Parts): Assembled {
  const declared = declare(parts)
  return assembleFrom({ ...declared, policies: loadPolicies(parts.policies, declared.model) }, parts)
}

/** The same, from parts that were read before. */
export function assembleFrom(
  known: Declared & { readonly policies: PolicySet },
  { dataSource, secret, maximumCost }: Pick<Parts, 'dataSource' | 'secret' | 'maximumCost'>,
): Assembled {
  const { schema, model, policies, mails } = known
  const database = readDatabase(dataSource)
  return {
    dataSource,
    schema,
    model,
    policies,
    mails,
    engine: new QueryEngine({ schema, model, policies, database, secret, maximumCost }),
    sealer: sealerFor('texts', () => secret),
  }
}
