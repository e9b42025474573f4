import { type GraphQLSchema } from 'graphql'
import 'reflect-metadata'
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql'
import { type Download } from '../src/http/download'
import { type Job } from '../src/platform/jobs/job'
import { type MailBook } from '../src/platform/mail/mail-book'
import { type InvoiceIssuer } from './invoice/pdf/invoice-document'
import { migrationsBeforeNouns } from './migrations'
import { declareNouns, type Noun, type NounJobParts } from './noun'
import * as declared from './nouns'
import { registerReasons } from './user-error/reason'

/** Every noun, as it declares itself. */
export const nouns: readonly Noun[] = Object.values(declared)

declareNouns(nouns)
registerReasons()

/** Every table there is, by its class. WHY sorted: what follows their order stays as it is when a noun moves in the registry. */
export const entities = nouns
  .flatMap((noun) => noun.entities ?? [])
  .sort((one, other) => (one.name < other.name ? -1 : 1))

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

/** Every mail there is, and the words that are facts of mails. */
export const mailBook: MailBook = {
  letters: merged('mail', (noun) => noun.mails),
  words: merged('word of mails', (noun) => noun.mailWords),
}

/** What all nouns declare of a kind, by name. @throws where two nouns use one name. */
function merged<Part>(
  what: string,
  part: (noun: Noun) => Readonly<Record<string, Part>> | undefined,
): Readonly<Record<string, Part>> {
  const all = new Map<string, Part>()
  for (const noun of nouns) {
    for (const [name, value] of Object.entries(part(noun) ?? {})) {
      if (all.has(name))
        throw new Error(`The ${what} ${name} of \`${noun.name}\` is declared before: choose another name.`)
      all.set(name, value)
    }
  }
  return Object.fromEntries(all)
}

/** Every file that can be fetched at an address of its own. */
export function nounDownloads(provider: InvoiceIssuer): readonly Download[] {
  return nouns.flatMap((noun) => noun.downloads?.(provider) ?? [])
}
