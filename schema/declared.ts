import { type GraphQLSchema } from 'graphql'
import 'reflect-metadata'
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql'
import { type Download } from '../src/http/download'
import { type Job } from '../src/platform/jobs/job'
import { type InvoiceIssuer } from './invoice/pdf/invoice-document'
import { migrationsBeforeNouns } from './migrations'
import { declareNouns, type Noun, type NounJobParts } from './noun'
import * as declared from './nouns'
import { registerReasons } from './user-error/reason'

/** Every noun, as it declares itself. */
export const nouns: readonly Noun[] = Object.values(declared)

declareNouns(nouns)
registerReasons()

/** Every table, by its class. */
export const entities = nouns.flatMap((noun) => noun.entities ?? [])

/** Every change of the tables, in the order they are made. */
export const migrations = [...migrationsBeforeNouns, ...nouns.flatMap((noun) => noun.migrations ?? [])]

/** The schema as the classes declare it; the query engine adds the arguments that all lists share. */
export function declaredSchema(): GraphQLSchema {
  return buildSchemaSync({
    // There is a resolver: a schema without one has no query.
    resolvers: nouns.flatMap((noun) => noun.resolvers ?? []) as unknown as NonEmptyArray<Resolver>,
    validate: false,
    // WHY: a class with a property initialiser would otherwise turn it into a default value of the schema.
    disableInferringDefaultValues: true,
  })
}

// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- the type that type-graphql takes
type Resolver = Function

/** The periodic work of the nouns. */
export function nounJobs(parts: NounJobParts): readonly Job[] {
  return nouns.flatMap((noun) => noun.jobs?.(parts) ?? [])
}

/** Every download. */
export function nounDownloads(provider: InvoiceIssuer): readonly Download[] {
  return nouns.flatMap((noun) => noun.downloads?.(provider) ?? [])
}
