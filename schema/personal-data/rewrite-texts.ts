import type { EntityMetadata } from 'typeorm'
import type { ActingTransaction } from '../../src/write/transaction'
import type { Pseudonym } from './pseudonym'

/** Somebody by the two words that texts know them by. */
export interface Mentioned {
  readonly name: string
  readonly email: string
}

/**
 * Replaces a person's name and address by the pseudonym wherever any table mentions them: the whole of a short text,
 * any part of a long one. The tables are taken from their metadata, so that a new one is covered.
 */
export async function rewriteTexts(tx: ActingTransaction, who: Mentioned, as: Pseudonym): Promise<void> {
  for (const entity of tx.manager.dataSource.entityMetadatas) {
    if (entity.tableName === 'users' || !entity.columns.some(({ databaseName }) => databaseName === 'id')) {
      continue
    }
    for (const { column, long } of textsOf(entity)) {
      await rewrite(tx, { table: entity.tableName, column, long }, { who, as })
    }
  }
}

interface TextPlace {
  readonly table: string
  readonly column: string
  /** Messages and JSON, in which a name is a part. */
  readonly long: boolean
}

/** What nobody writes a name into: digests, codes of the server's own. */
const NEVER = /hash|secret|currency|country|locale|prefix|number$|action|template|_type$|request_key|scopes/

function textsOf(entity: EntityMetadata): readonly Pick<TextPlace, 'column' | 'long'>[] {
  return entity.columns
    .filter(({ type, isVirtualProperty, enum: choices, generatedType, databaseName }) => {
      if (isVirtualProperty || choices !== undefined || generatedType !== undefined) return false
      return (type === 'varchar' || type === 'text') && !NEVER.test(databaseName)
    })
    .map(({ databaseName, type }) => ({ column: databaseName, long: type === 'text' }))
}

/**
 * WHY: as long as a product stands in their name, the holder's record is the registry's, and of the Organisation on
 * which the product is installed.
 */
const EXCEPT: Readonly<Record<string, string>> = {
  contacts: `AND NOT EXISTS (SELECT 1 FROM products p WHERE p.holder_id = contacts.id AND p.status <> 'ENDED')`,
}

async function rewrite(
  { manager }: ActingTransaction,
  { table, column, long }: TextPlace,
  { who, as }: { readonly who: Mentioned; readonly as: Pseudonym },
): Promise<void> {
  const words = [...new Set([who.email, who.name, who.name.toLowerCase()])]
  const found = await manager.query<readonly { readonly id: number; readonly said: string }[]>(
    `SELECT id, ${column} AS said FROM ${table}
     WHERE (${words.map(() => `INSTR(${column}, ?) > 0`).join(' OR ')}) ${EXCEPT[table] ?? ''}`,
    words,
  )
  for (const { id, said } of found) {
    const told = rewritten(said, { who, as, long })
    if (told !== said) await manager.query(`UPDATE ${table} SET ${column} = ? WHERE id = ?`, [told, id])
  }
}

/** INVARIANT: whole words only; `ana@x.example` is no part of `diana@x.example`. */
function rewritten(
  said: string,
  { who, as, long }: { readonly who: Mentioned; readonly as: Pseudonym; readonly long: boolean },
): string {
  const address = new RegExp(`(?<![\\w.%+-])${escaped(who.email)}(?![\\w-]|\\.\\w)`, 'giu')
  const name = escaped(who.name.trim())
  const person = long
    ? new RegExp(`(?<![\\p{L}\\p{N}])${name}(?![\\p{L}\\p{N}])`, 'giu')
    : new RegExp(`^\\s*${name}\\s*$`, 'iu')
  return said.replace(address, as.email).replace(person, as.name)
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
