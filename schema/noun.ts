import { type MigrationInterface } from 'typeorm'
import { type Download } from '../src/http/download'
import { type Job } from '../src/platform/jobs/job'
import { type Letter, type WordTexts } from '../src/platform/mail/mail-book'
import { type Sealer } from '../src/platform/crypto/sealed-text'
import { type VatRegister } from '../src/platform/vat-check'
import { type ReadFor } from '../src/read/read-for'
import { type TransactionDependencies } from '../src/write/open-transaction'
import { type ChangeDeclaration } from './change/change-declaration'
import { type ChangeKind } from './change/change-kind'
import { type InvoiceIssuer } from './invoice/pdf/invoice-document'
import { type NounProofs } from './noun-proofs'
import { type AddressReference, type PersonReference } from './personal-data/person-reference'
import { type Sentences } from './user-error/user-error'
import { type Draft } from './world/demo/compile/draft'

/**
 * What a noun declares of itself, in `schema/NOUN/NOUN.noun.ts` and nowhere else. Every part is optional; `schema/nouns.ts`
 * has one line for each noun, and makes of all of them what the server, the commands and the tests read.
 */
export interface Noun extends NounProofs {
  /** As its folder is called: `support-ticket`. */
  readonly name: string
  /** Its tables. */
  readonly entities?: readonly Class[]
  /** The classes that answer its root fields. */
  readonly resolvers?: readonly Class[]
  /** The changes of its tables that were made since it has a folder; older ones stand in `schema/migrations`. */
  readonly migrations?: readonly MigrationClass[]
  /** Its periodic work. */
  readonly jobs?: (parts: NounJobParts) => readonly Job[]
  /** The files that can be fetched at addresses of their own; `policy -- leaks` asks for each of them. */
  readonly downloads?: (provider: InvoiceIssuer) => readonly Download[]
  /** Why its mutations are refused, with the sentences people read. */
  readonly reasons?: Readonly<Record<string, Sentences>>
  /** The mails it sends: who makes each leave, its facts, its texts in every language. */
  readonly mails?: Readonly<Record<string, Letter>>
  /** What can happen to its rows: who learns of it, and what the mail says. Each kind is declared by one noun. */
  readonly changes?: { readonly [kind in ChangeKind]?: ChangeDeclaration }
  /** Words that are facts of mails, such as `OWNER`. */
  readonly mailWords?: WordTexts
  /** Its columns that refer to a User, and what export and erasure do with each; a test wants every one of them. */
  readonly personReferences?: readonly PersonReference[]
  /** Its columns that hold an address of whoever the row is about. */
  readonly addressReferences?: readonly AddressReference[]
  /** Its rows of the demo world that no other noun depends on. */
  readonly demo?: (draft: Pick<Draft, 'names' | 'rows'>) => void
}

/** An entity or a resolver, by its class; TypeORM and type-graphql make the instances. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- the type that both libraries take
type Class = Function

type MigrationClass = new () => MigrationInterface

export interface NounJobParts {
  readonly dependencies: TransactionDependencies
  /** After how many days an unpaid purchase is stopped and ends; by default as the settings have it by default. */
  readonly unpaid?: { readonly suspend: number; readonly end: number } | undefined
  /** Without one, VAT numbers stay as they are. */
  readonly register?: VatRegister | undefined
  /** Reads under the rights of a principal, as its own request would: what jobs say to people they read so. */
  readonly readFor: ReadFor
  /** Encrypts texts that the database alone must not reveal. */
  readonly sealer: Sealer
  /** Whether webhooks may go to this machine, which nobody else reaches. */
  readonly webhooksToThisMachine: boolean
}

/** Seconds, for `every` of a job. */
export const MINUTE = 60
export const HOUR = 60 * MINUTE

/** Declares a noun. The type keeps the names of its reasons, by which `refuse` is checked. */
export function noun<const Declared extends Noun>(declared: Declared): Declared {
  return declared
}

let known: readonly Noun[] | undefined

/** Called once, by `schema/nouns.ts`. WHY not imported from there: the nouns would need a list that needs the nouns. */
export function declareNouns(nouns: readonly Noun[]): void {
  known = nouns
}

/** All nouns, for what a noun does with those of others: export and erasure, the sentences of refusals. */
export function allNouns(): readonly Noun[] {
  if (known === undefined) throw new Error('No noun is declared yet: import `schema/nouns` first.')
  return known
}
