import { dialectOf } from '../data/dialect'
import { inTransaction, type TransactionManager } from '../data/transaction'
import { type Principal, SIGNED_OUT } from '../policy/principal'
import type { DecisionNotes } from '../query/decision-notes'
import { parseGlobalId } from '../query/global-id'
import { confirmPrincipal, type Confirmed, type Look, whoIsLeft } from './confirm-principal'
import { isUniqueViolation } from './database-problems'
import type { SentMails } from '../limits/mail-budgets'
import type { WriteGround } from './ground'
import { openTransaction } from './open-transaction'
import type { Operation, Outcome } from './operation'
import { type Complaint, Refusal, refusal } from './refusal'
import { claimKey, keepOutcome, type Repeatable } from './repetition'
import { rightsIn } from './rights'
import type { AccountCode, ActingTransaction } from './transaction'
import { withRetries } from './with-retries'

/** Who asks, and what only the server knows of them. */
export interface WriteRequest {
  readonly principal: Principal
  /** For who has not signed in: what their browser prefers. */
  readonly locale: string
  /** Compares passwords, with the limits of sign-in. `hash` is the stored one. */
  /** @throws RATE_LIMITED where too much was sent without a name from one place. Kept in memory only. */
  readonly spendUnnamed: () => Promise<void>
  readonly passwordMatches: (account: {
    readonly email: string
    readonly password: string
    readonly hash: string
  }) => Promise<boolean>
  /** Uses up a code of the second step, within the transaction at hand, with the limits of passwords. */
  readonly takesCode?: ((manager: TransactionManager, question: AccountCode) => Promise<boolean>) | undefined
  /** Where decisions are noted, if anybody wants to know. */
  readonly notes?: DecisionNotes | undefined
}

/** What came of a mutation. */
export interface Written {
  readonly outcome: Outcome
  /** Empty where it was done. */
  readonly complaints: readonly Complaint[]
  readonly locale: string
  /** Who asks from here on: what was done may have changed their rights, or ended them. */
  readonly left: Left
}

/** `principal` reads what the payload shows; `signedOut` where nobody is signed in any more. */
export interface Left {
  readonly principal: Principal
  readonly signedOut: boolean
}

/**
 * Runs an operation: signed in, the membership confirmed, the repetition of an earlier request answered, the work
 * done, audited and kept - or undone as a whole.
 */
export async function write<Input extends object>(
  ground: WriteGround,
  request: WriteRequest,
  asked: { readonly operation: Operation<Input>; readonly input: Input },
): Promise<Written> {
  let { locale } = request
  const { principal } = request
  const refused = ({ complaints }: Refusal): Written => ({
    ...{ outcome: {}, complaints, locale },
    left: { principal, signedOut: false },
  })
  if (principal.user === null && asked.operation.by === 'signed in') {
    return refused(refusal('UNAUTHENTICATED', 'SIGNED_OUT'))
  }
  const unnamed = asked.operation.by === 'nobody'
  if (unnamed) await request.spendUnnamed()
  const asker = unnamed ? SIGNED_OUT : principal
  try {
    const { outcome, left } = await withRetries(() =>
      inTransaction(ground.dataSource, async (manager) => {
        const server = dialectOf(ground.dataSource) !== 'sqlite'
        const look = { now: ground.clock.now(), lock: server ? 'LOCK IN SHARE MODE' : '' }
        const who = await confirmed(manager, asker, { look, by: asked.operation.by })
        locale = who.locale ?? locale
        const noting = unnamed ? { ...request, notes: undefined } : request
        const outcome = await runOnce({ ground, request: noting, who, manager }, asked)
        // WHY not of nobody: whoever asks was put aside, and nothing was done to them.
        if (unnamed) return { outcome, left: { principal, signedOut: false } }
        return { outcome, left: await whoIsLeft(manager, who.principal, look.now) }
      }),
    )
    return { outcome, complaints: [], locale, left }
  } catch (problem) {
    if (problem instanceof Refusal) return refused(problem)
    // WHY no more is said: what it collides with may be nothing the caller may know of.
    if (isUniqueViolation(problem)) return refused(refusal('CONFLICT', 'COLLISION'))
    throw problem
  }
}

/** A link that proves itself works for everybody: who is gone follows it as nobody. */
async function confirmed(
  manager: TransactionManager,
  principal: Principal,
  { look, by }: { readonly look: Look; readonly by: Operation<never>['by'] },
): Promise<Confirmed> {
  try {
    return await confirmPrincipal(manager, principal, look)
  } catch (problem) {
    if (by !== 'anyone' || !(problem instanceof Refusal)) throw problem
    return confirmPrincipal(manager, SIGNED_OUT, look)
  }
}

interface Attempt {
  readonly ground: WriteGround
  readonly request: WriteRequest
  readonly who: Confirmed
  readonly manager: TransactionManager
}

async function runOnce<Input extends object>(
  attempt: Attempt,
  { operation, input }: { readonly operation: Operation<Input>; readonly input: Input },
): Promise<Outcome> {
  const { manager, ground } = attempt
  const now = ground.clock.now()
  const repeatable = repeatableOf(attempt, { operation, input, now })
  const before = repeatable === undefined ? undefined : await claimKey(manager, repeatable)
  const mails = mailsOf(attempt)
  const { tx, audited } = actingTransaction(attempt, now, mails)
  if (before !== undefined) {
    await provePassword(tx, input)
    return before
  }
  // WHY given back: a transaction that is undone sends nothing, and may be run again.
  const outcome = await operation.run(tx, input).catch(async (problem: unknown) => {
    await mails?.undo()
    throw problem
  })
  if (audited() === 0 && operation.by !== 'nobody') throw new Error(`${operation.name} left no audit entry`)
  if (audited() > 0 && operation.by === 'nobody') throw new Error(`${operation.name} left an audit entry`)
  if (repeatable !== undefined)
    await keepOutcome(manager, repeatable, withoutSecrets(outcome, operation.once))
  return outcome
}

/**
 * INVARIANT: what took a password takes it again where the request is repeated: an answer says that it was right.
 * @throws Refusal BAD_USER_INPUT
 */
async function provePassword(tx: ActingTransaction, input: object): Promise<void> {
  if (!('password' in input) || typeof input.password !== 'string') return
  if (await tx.passwordMatches(input.password)) return
  throw refusal('BAD_USER_INPUT', 'WRONG_PASSWORD', { field: 'password' })
}

function mailsOf({ ground, who: { principal, email } }: Attempt): SentMails | undefined {
  if (principal.user === null) return undefined
  const organisation = principal.organisation?.id ?? null
  return ground.budgets?.mails({ user: principal.user.id, organisation, email })
}

/** INVARIANT: what is shown once is not stored, here either. */
function withoutSecrets(outcome: Outcome, once: readonly string[] = []): Outcome {
  return { ...outcome, ...Object.fromEntries(once.map((field) => [field, null])) }
}

function repeatableOf(
  { who: { principal } }: Attempt,
  {
    operation: { name, keyOf },
    input,
    now,
  }: {
    readonly operation: Pick<Operation<never>, 'name' | 'keyOf'>
    readonly input: object
    readonly now: Date
  },
): Repeatable | undefined {
  const key = 'idempotencyKey' in input ? input.idempotencyKey : undefined
  if (typeof key !== 'string' || principal.user === null) return undefined
  const organisation = keyOf === 'user' ? null : (principal.organisation?.id ?? null)
  return { user: principal.user.id, organisation, key, operation: name, input, now }
}

function actingTransaction(
  { ground, request, who, manager }: Attempt,
  now: Date,
  mails: SentMails | undefined,
): { readonly tx: ActingTransaction; readonly audited: () => number } {
  const { principal } = who
  const actor = { user: principal.user?.id ?? null, organisation: principal.organisation?.id ?? null }
  const { audited, ...open } = openTransaction(ground, manager, {
    ...{ now, actor },
    admitMail: mails === undefined ? undefined : (letter) => mails.admit(letter),
  })
  const rights = rightsIn(manager, ground, { principal, now, notes: request.notes })
  const tx: ActingTransaction = {
    ...open,
    principal,
    scopes: ground.policies.scopes.map(({ name }) => name),
    sees: (type, key) => rights.sees(type, key),
    reads: (type, key, field) => rights.reads(type, key, field),
    target: async (type, id, field) => {
      const parsed = parseGlobalId(id)
      const table = ground.model.types.get(type)?.table
      if (table === undefined) throw new Error(`Nothing is kept of the type ${type}`)
      // INVARIANT: what is malformed is looked for like what is missing, by the same statements.
      const key = parsed?.type === type ? parsed.key : 0
      const mustSee = async (): Promise<void> => {
        if (!(await rights.sees(type, key))) throw refusal('NOT_FOUND', 'NOTHING_HERE', { field })
      }
      // WHY before the lock too: what nobody may know of must neither make them wait nor be held up by them.
      await mustSee()
      await open.lock(table, [key])
      await mustSee()
      return key
    },
    authorise: async (action, type, key) => {
      if (!(await rights.may(action, type, key))) throw refusal('FORBIDDEN', 'NOT_ALLOWED', { facts: {} })
    },
    takesCode: async (question) => (await request.takesCode?.(manager, question)) ?? false,
    admitMail: async (letter) => mails?.admit(letter),
    admitOrganisation: async () => {
      if (principal.user !== null) await ground.budgets?.openOrganisation(principal.user.id)
    },
    sealer: ground.sealer,
    passwordMatches: async (password) => {
      const { email, passwordHash: hash } = who
      if (email === null || hash === null) return false
      return request.passwordMatches({ email, password, hash })
    },
  }
  return { tx, audited }
}
