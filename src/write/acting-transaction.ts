import { type TransactionManager } from '../platform/database/transaction'
import { type SentMails } from '../platform/limits/mail-budgets'
import { parseGlobalId } from '../read/cursor'
import { type DecisionNotes } from '../read/redactions'
import { type Model, typeOf } from '../read/schema/model'
import { type Rights, rightsIn } from './access-of-rows'
import { type Confirmed, confirmMembership, holdActing } from './confirm-principal'
import { openTransaction } from './open-transaction'
import { type WriteDependencies } from './operation'
import { refusal } from './refusal'
import { type AccountCode, type ActingTransaction } from './transaction'

/** One attempt at one operation. */
interface Attempt {
  readonly dependencies: WriteDependencies
  readonly manager: TransactionManager
  readonly who: Confirmed
  readonly now: Date
  readonly input: unknown
  readonly notes?: DecisionNotes | undefined
  /** The mail budgets that this attempt charges; none if nobody is signed in. */
  readonly mails?: SentMails | undefined
  readonly takesCode?: ((manager: TransactionManager, question: AccountCode) => Promise<boolean>) | undefined
}

interface OpenActingTransaction {
  readonly tx: ActingTransaction
  /** The number of audit entries it has written. */
  readonly audited: () => number
}

/** The most rows that one list of ids may name. */
const MOST_IDS = 100
const ORGANISATIONS = 'organisations'

/** The transaction of a principal, with the rights they have at this moment. */
export function actingTransaction(attempt: Attempt): OpenActingTransaction {
  const { dependencies, manager, now, input, notes, who, mails } = attempt
  const { principal } = who
  const { model } = dependencies
  const acting = principal.organisation?.id ?? null
  const actor = { user: principal.user?.id ?? null, organisation: acting }
  const named = namedRows(model, input)
  const open = openTransaction(dependencies, manager, {
    now,
    actor,
    refuseLock: (table, keys) => named.refuseUnseen(table, keys),
    admitMail: mails === undefined ? undefined : (letter) => mails.admit(letter),
  })
  const { audited, ...tools } = open
  const rights = rightsIn(manager, dependencies, { principal, now, notes })
  let confirmed = principal.membership === null
  // INVARIANT: memberships change only while their Organisation is locked, so the role cannot change from here on.
  const confirm = async (): Promise<void> => {
    if (confirmed) return
    await confirmMembership(manager, dependencies, principal)
    confirmed = true
  }
  const lock: ActingTransaction['lock'] = async (table, keys) => {
    // WHY with the acting Organisation: nothing then needs it later, out of order.
    const whole = table === ORGANISATIONS && acting !== null ? [...keys, acting] : keys
    await tools.lock(table, whole)
    if (table === ORGANISATIONS) await confirm()
  }
  const hold = async (type: string, keys: readonly number[], also: readonly number[]): Promise<void> => {
    const organisations = await organisationsOf({ manager, model }, type, keys)
    if (organisations !== undefined || also.length > 0) {
      await lock(ORGANISATIONS, [...(organisations ?? []), ...also])
    }
    await tools.lock(typeOf(model, type).table, keys)
  }
  const visible: ActingTransaction['named'] = async (type, ids, field) => {
    const keys = keysOf(ids, { type, field })
    if (keys.length > 0) await mustSee(rights, { type, keys, field })
    for (const key of keys) named.seen(type, key)
    return keys
  }
  const authoriseAll: ActingTransaction['authoriseAll'] = async (action, type, keys) => {
    const allowed = await Promise.all(keys.map((key) => rights.may(action, type, key)))
    if (allowed.includes(false)) throw refusal('FORBIDDEN', 'NOT_ALLOWED', { facts: {} })
  }
  const tx: ActingTransaction = {
    ...tools,
    lock,
    principal,
    scopes: dependencies.policies.scopes.map(({ name }) => name),
    sees: async (type, key) => {
      const seen = await rights.sees(type, key)
      if (seen) named.seen(type, key)
      return seen
    },
    reads: (type, key, field) => rights.reads(type, key, field),
    vouch: (type, key) => named.seen(type, key),
    target: async (type, id, place) => {
      const { field, also } = typeof place === 'string' ? { field: place, also: [] } : place
      const key = keyOf(id, type)
      await mustSee(rights, { type, keys: [key], field })
      named.seen(type, key)
      await hold(type, [key], also)
      // WHY again: it may have been transferred while this waited for the locks.
      await mustSee(rights, { type, keys: [key], field })
      return key
    },
    named: (type, ids, field) => visible(type, ids, field),
    targets: async (type, ids, field) => {
      const keys = await visible(type, ids, field)
      if (keys.length === 0) return []
      await tools.lock(typeOf(model, type).table, keys)
      await mustSee(rights, { type, keys, field })
      return keys
    },
    authorise: (action, type, key) => authoriseAll(action, type, [key]),
    authoriseAll,
    audit: async (note) => {
      if (!confirmed) await holdActing(manager, dependencies, principal)
      await confirm()
      await tools.audit(note)
    },
    takesCode: async (question) => (await attempt.takesCode?.(manager, question)) ?? false,
    admitMail: async (letter) => mails?.admit(letter),
    admitOrganisation: async () => {
      if (principal.user !== null) await dependencies.budgets?.openOrganisation(principal.user.id)
    },
    sealer: dependencies.sealer,
  }
  return { tx, audited }
}

/** INVARIANT: a malformed id is looked up like a missing one, by the same statements. */
function keyOf(id: string, type: string): number {
  const parsed = parseGlobalId(id)
  return parsed?.type === type ? parsed.key : 0
}

function keysOf(
  ids: readonly string[],
  { type, field }: { readonly type: string; readonly field: string },
): readonly number[] {
  if (ids.length > MOST_IDS) throw refusal('BAD_USER_INPUT', 'TOO_MANY', { field, facts: { most: MOST_IDS } })
  if (new Set(ids).size < ids.length) throw refusal('BAD_USER_INPUT', 'NAMED_TWICE', { field })
  return ids.map((id) => keyOf(id, type))
}

interface Sought {
  readonly type: string
  readonly keys: readonly number[]
  readonly field: string
}

async function mustSee(rights: Rights, { type, keys, field }: Sought): Promise<void> {
  if (!(await rights.seesAll(type, keys))) throw refusal('NOT_FOUND', 'NOTHING_HERE', { field })
}

/** The Organisations that rows refer to, or are; undefined if rows of the type refer to none. */
async function organisationsOf(
  { manager, model }: { readonly manager: TransactionManager; readonly model: Model },
  name: string,
  keys: readonly number[],
): Promise<readonly number[] | undefined> {
  const type = typeOf(model, name)
  if (type.table === ORGANISATIONS) return keys
  const columns = [...type.relations.values()]
    .filter(({ owning, target }) => owning && model.types.get(target)?.table === ORGANISATIONS)
    .map(({ near }) => near)
  if (columns.length === 0) return undefined
  const places = keys.map(() => '?').join(', ')
  const rows = await manager.query<readonly Readonly<Record<string, number | string | null>>[]>(
    `SELECT ${columns.join(', ')} FROM ${type.table} WHERE id IN (${places})`,
    [...keys],
  )
  const found = rows.flatMap((row) => columns.map((column) => Number(row[column] ?? 0)))
  return [...new Set(found)].filter((key) => key !== 0)
}

/** The rows that a caller named in an input, and which of them the caller may know. */
interface NamedRows {
  /** From here on the row may be locked. */
  seen(type: string, key: number): void
  /** @throws for a row that the caller named, unless it was found visible before. */
  refuseUnseen(table: string, keys: readonly number[]): void
}

/**
 * INVARIANT: no row that a caller names is locked before it is known to be visible to that caller; otherwise a stranger could
 * delay its owners, or learn of it by waiting. This refuses the mistake in any operation.
 */
export function namedRows(model: Model, input: unknown): NamedRows {
  const unseen = new Set<string>()
  for (const { type, key } of idsIn(input)) {
    const table = model.types.get(type)?.table
    if (table !== undefined) unseen.add(`${table} ${key}`)
  }
  return {
    seen: (type, key) => {
      const table = model.types.get(type)?.table
      if (table !== undefined) unseen.delete(`${table} ${key}`)
    },
    refuseUnseen: (table, keys) => {
      if (!keys.some((key) => unseen.has(`${table} ${key}`))) return
      throw new Error(`A row of ${table} that the caller named is locked before it is known to be visible.`)
    },
  }
}

function idsIn(value: unknown): readonly { readonly type: string; readonly key: number }[] {
  if (typeof value === 'string') {
    const parsed = parseGlobalId(value)
    return parsed === undefined ? [] : [parsed]
  }
  if (Array.isArray(value)) return value.flatMap(idsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(idsIn)
}
