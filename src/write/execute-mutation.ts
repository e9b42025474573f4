import { dialectOf } from '../platform/database/dialect'
import { inTransaction, type TransactionManager } from '../platform/database/transaction'
import { type SentMails } from '../platform/limits/mail-budgets'
import { type Principal, SIGNED_OUT } from '../policy/principal'
import { type DecisionNotes } from '../read/redactions'
import { actingTransaction } from './acting-transaction'
import {
  type Confirmed,
  confirmPrincipal,
  type ConfirmationTime,
  principalAfterwards,
} from './confirm-principal'
import { withRetries } from './open-transaction'
import { type Operation, type Outcome, type WriteDependencies } from './operation'
import { type ComparePassword, openPreparation } from './outside'
import {
  type RefusalDetails,
  isUniqueViolation,
  isWorthAnotherTry,
  LostRace,
  Refusal,
  refusal,
} from './refusal'
import { claimKey, keepOutcome, type Repeatable } from './repetition'
import { type AccountCode } from './transaction'

/** The principal, and what only the server knows of them. */
export interface WriteRequest {
  readonly principal: Principal
  /** The languages that the browser prefers, for a caller who is not signed in. */
  readonly locale: string
  /** @throws RATE_LIMITED if too many anonymous requests came from one place. The count is kept in memory only. */
  readonly spendUnnamed: () => Promise<void>
  /** Compares passwords, with the limits of sign-in. `hash` is the stored one. */
  readonly passwordMatches: ComparePassword
  /** Uses up a code of the second step, within this transaction, with the limits of passwords. */
  readonly takesCode?: ((manager: TransactionManager, question: AccountCode) => Promise<boolean>) | undefined
  /** Where decisions are recorded, if there is a decision log. */
  readonly notes?: DecisionNotes | undefined
}

/** The outcome of a mutation. */
export interface Written {
  readonly outcome: Outcome
  /** Empty if the mutation was done. */
  readonly refusals: readonly RefusalDetails[]
  readonly locale: string
  /** The principal after the mutation, which may have changed or ended its rights. */
  readonly left: AfterMutation
}

/** `principal` reads the payload; `signedOut` if nobody is signed in any more. */
export interface AfterMutation {
  readonly principal: Principal
  readonly signedOut: boolean
}

/** What is asked for. */
interface Asked<Input, Prepared> {
  readonly operation: Operation<Input, Prepared>
  readonly input: Input
}

/**
 * Runs an operation: checks that the caller is signed in, prepares what takes long, confirms the principal, answers a
 * repeated request, does the work, audits it and commits - or undoes all of it.
 */
export async function write<Input extends object, Prepared>(
  dependencies: WriteDependencies,
  request: WriteRequest,
  asked: Asked<Input, Prepared>,
): Promise<Written> {
  let { locale } = request
  const { principal } = request
  const refused = ({ refusals }: Refusal): Written => ({
    ...{ outcome: {}, refusals, locale },
    left: { principal, signedOut: false },
  })
  if (principal.user === null && asked.operation.by === 'signed in') {
    return refused(refusal('UNAUTHENTICATED', 'SIGNED_OUT'))
  }
  const unnamed = asked.operation.by === 'nobody'
  if (unnamed) await request.spendUnnamed()
  const asker = unnamed ? SIGNED_OUT : principal
  try {
    const { outcome, left } = await whileThePasswordStays(async () => {
      const outside = openPreparation(dependencies, asker, request.passwordMatches)
      // An operation without `prepare` gets nothing from it.
      const prepared = (await asked.operation.prepare?.(outside, asked.input)) as Prepared
      return withRetries(() =>
        inTransaction(dependencies.dataSource, async (manager) => {
          const server = dialectOf(dependencies.dataSource) !== 'sqlite'
          const look = { now: dependencies.clock.now(), lock: server ? 'FOR UPDATE' : '' }
          const who = await confirmed(manager, asker, { look, by: asked.operation.by })
          locale = who.locale ?? locale
          const compared = outside.comparedHash()
          if (compared !== undefined && compared !== who.passwordHash) throw new PasswordChanged()
          const noting = unnamed ? { ...request, notes: undefined } : request
          const done = await runOnce({ dependencies, request: noting, who, manager }, { ...asked, prepared })
          // WHY not for an operation by nobody: the principal was left out, so nothing of it can have changed.
          if (unnamed) return { outcome: done, left: { principal, signedOut: false } }
          return { outcome: done, left: await principalAfterwards(manager, who.principal, look.now) }
        }),
      )
    })
    return { outcome, refusals: [], locale, left }
  } catch (problem) {
    if (problem instanceof Refusal) return refused(problem)
    if (isWorthAnotherTry(problem)) return refused(refusal('CONFLICT', 'TRY_AGAIN'))
    // WHY no details: the caller may not know the row that it conflicts with.
    if (isUniqueViolation(problem)) return refused(refusal('CONFLICT', 'COLLISION'))
    throw problem
  }
}

/** A link with a secret works for everybody: if the User is gone, it is answered as for nobody. */
async function confirmed(
  manager: TransactionManager,
  principal: Principal,
  { look, by }: { readonly look: ConfirmationTime; readonly by: Operation<never, never>['by'] },
): Promise<Confirmed> {
  try {
    return await confirmPrincipal(manager, principal, look)
  } catch (problem) {
    if (by !== 'anyone' || !(problem instanceof Refusal)) throw problem
    return confirmPrincipal(manager, SIGNED_OUT, look)
  }
}

/** The account's password is another than the one that was compared before the transaction. */
class PasswordChanged extends Error {
  override readonly name = 'PasswordChanged'
}

const COMPARISONS = 3

/** INVARIANT: nothing is done with a password that is no longer the account's. It is compared again, a few times. */
async function whileThePasswordStays<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; attempt <= COMPARISONS; attempt += 1) {
    try {
      return await work()
    } catch (problem) {
      if (!(problem instanceof PasswordChanged)) throw problem
    }
  }
  throw new LostRace('The password kept changing.')
}

interface Attempt {
  readonly dependencies: WriteDependencies
  readonly request: WriteRequest
  readonly who: Confirmed
  readonly manager: TransactionManager
}

async function runOnce<Input extends object, Prepared>(
  attempt: Attempt,
  { operation, input, prepared }: Asked<Input, Prepared> & { readonly prepared: Prepared },
): Promise<Outcome> {
  const { manager, dependencies, who, request } = attempt
  const now = dependencies.clock.now()
  const repeatable = repeatableOf(attempt, { operation, input, now })
  const before = repeatable === undefined ? undefined : await claimKey(manager, repeatable)
  if (before !== undefined) return before
  const mails = mailsOf(attempt)
  const { tx, audited } = actingTransaction({
    ...{ dependencies, manager, who, now, input, mails },
    notes: request.notes,
    takesCode: request.takesCode,
  })
  // WHY given back: a transaction that is undone sends no mail, and may run again.
  const outcome = await operation.run(tx, input, prepared).catch(async (problem: unknown) => {
    await mails?.undo()
    throw problem
  })
  if (audited() === 0 && operation.by !== 'nobody') throw new Error(`${operation.name} left no audit entry`)
  if (audited() > 0 && operation.by === 'nobody') throw new Error(`${operation.name} left an audit entry`)
  if (repeatable !== undefined)
    await keepOutcome(manager, repeatable, withoutSecrets(outcome, operation.once))
  return outcome
}

function mailsOf({ dependencies, who: { principal, email } }: Attempt): SentMails | undefined {
  if (principal.user === null) return undefined
  const organisation = principal.organisation?.id ?? null
  return dependencies.budgets?.mails({ user: principal.user.id, organisation, email })
}

/** INVARIANT: a value that is shown once is not stored, here either. */
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
    readonly operation: Pick<Operation<never, never>, 'name' | 'keyOf'>
    readonly input: object
    readonly now: Date
  },
): Repeatable | undefined {
  const key = 'idempotencyKey' in input ? input.idempotencyKey : undefined
  if (typeof key !== 'string' || principal.user === null) return undefined
  const organisation = keyOf === 'user' ? null : (principal.organisation?.id ?? null)
  return { user: principal.user.id, organisation, key, operation: name, input, now }
}
