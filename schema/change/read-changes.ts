import { type DocumentNode, parse } from 'graphql'
import { type Principal } from '../../src/policy/principal'
import { globalId } from '../../src/read/cursor'
import { type ReadFor } from '../../src/read/read-for'
import { allNouns } from '../noun'
import { type ChangeDeclaration } from './change-declaration'
import { type ChangeKind } from './change-kind'
import { type SubjectRelation, subjects } from './change.entity'

/** What each kind of change is, as the nouns declare it. @throws where two nouns declare one kind, or none does. */
export function declarationOf(kind: ChangeKind): ChangeDeclaration {
  const [found, ...others] = allNouns().flatMap(({ changes }) => changes?.[kind] ?? [])
  if (found === undefined || others.length > 0) throw new Error(`The change ${kind} is declared by one noun.`)
  return found
}

/** A change as somebody sees it. */
export interface SeenChange {
  readonly id: string
  readonly kind: ChangeKind
  readonly at: string
  readonly subject: string
  /** What it is about, by the relation. */
  readonly row: unknown
}

/** The changes among these that a principal sees, by their number, with what mails ask of the rows. */
export async function readChanges(
  readFor: ReadFor,
  { principal, now }: { readonly principal: Principal; readonly now: Date },
  keys: readonly number[],
): Promise<ReadonlyMap<number, SeenChange>> {
  const ids = keys.map((key) => globalId('Change', key))
  const { nodes } = await readFor(principal, now)(question(), { ids })
  // The document below: a list of as many places, each a change or null.
  const found = nodes as readonly (Readonly<Record<string, unknown>> | null)[]
  return new Map(
    found.flatMap((node, index) => {
      const key = keys[index]
      return node === null || key === undefined ? [] : [[key, seenOf(node)]]
    }),
  )
}

function seenOf(node: Readonly<Record<string, unknown>>): SeenChange {
  const row = Object.keys(subjects)
    .map((relation) => node[relation])
    .find((one) => one !== null && one !== undefined)
  // The fields of the document below, which a change that is seen shows.
  return { ...(node as unknown as Omit<SeenChange, 'row'>), row }
}

let made: DocumentNode | undefined

/** One document for all kinds: of each row it reads what the mails about it ask. */
function question(): DocumentNode {
  made ??= parse(`query ChangesForSomebody($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Change { id kind at subject ${Object.keys(subjects)
      .map((relation) => `${relation} { id ${asksOf(relation as SubjectRelation)} }`) // its own keys
      .join(' ')} } } }`)
  return made
}

function asksOf(relation: SubjectRelation): string {
  const declared = allNouns().flatMap(({ changes }) => Object.values(changes ?? {}))
  const mails = declared.flatMap(({ about, mail }) => (about === relation ? [mail?.asks ?? ''] : []))
  return mails.join(' ')
}
