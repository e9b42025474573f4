import { type Transaction } from '../../src/write/transaction'
import { type ChangeKind } from './change-kind'
import { Change, type SubjectRelation } from './change.entity'

/** What is written down of something that happened. Rows by number. */
export interface Happening {
  readonly kind: ChangeKind
  /** The row: `{ invoice: 12 }`. */
  readonly about: { readonly [relation in SubjectRelation]?: number }
  /** Whose people may be written to of it, if they see the row; none where it is for one person or for staff. */
  readonly organisation?: number | null
  readonly counterpart?: number | null
  readonly forUser?: number
  /** What tells it from others of the same row. Nobody is shown it. */
  readonly mark?: string
  /** When, where that is not the moment of the transaction. */
  readonly at?: Date
}

/**
 * Writes down that something happened, in the transaction that does it. Who learns of it - by mail, feed or webhook - is
 * decided afterwards, by what each of them may see then.
 */
export async function recordChange(
  { manager, now }: Pick<Transaction, 'manager' | 'now'>,
  happening: Happening,
): Promise<void> {
  await recordChanges({ manager, now }, [happening])
}

/** Several, by one statement. */
export async function recordChanges(
  { manager, now }: Pick<Transaction, 'manager' | 'now'>,
  happenings: readonly Happening[],
): Promise<void> {
  if (happenings.length === 0) return
  const rows = happenings.map(({ kind, about, organisation, counterpart, forUser, mark, at }) => ({
    kind,
    at: at ?? now,
    ...reference('organisation', organisation),
    // WHY not twice: somebody who places an order for themselves has no other side.
    ...reference('counterpart', counterpart === organisation ? null : counterpart),
    ...reference('forUser', forUser),
    mark: mark ?? null,
    ...subjectOf(about),
  }))
  // WHY not the shorter `insert`: it reads every row back, one by one.
  await manager.createQueryBuilder().insert().into(Change).values(rows).updateEntity(false).execute()
}

function subjectOf(about: Happening['about']): object {
  return Object.entries(about).reduce((all, [relation, key]) => ({ ...all, ...reference(relation, key) }), {})
}

function reference(relation: string, key: number | null | undefined): object {
  return { [relation]: key === null || key === undefined ? null : { id: key } }
}
