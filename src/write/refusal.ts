import { StatementTimeout } from '../platform/database/sqlite-process'

/** The codes with which a write is refused. */
export type RefusalCode =
  'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'BAD_USER_INPUT' | 'CONFLICT' | 'RATE_LIMITED'

/** Why something was not done, as data. The sentence is chosen in the reader's language. */
export interface RefusalDetails {
  readonly code: RefusalCode
  /** The reason within the code, from the nouns' catalogue. */
  readonly reason: string
  /** The input field with the problem; null if there is none. */
  readonly field: string | null
  /** The facts in the sentence. INVARIANT: only what the caller knows or may know. */
  readonly facts: Readonly<Record<string, string | number>>
}

/** Thrown by an operation for a problem that the caller can solve. The transaction is undone. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly refusals: readonly RefusalDetails[]

  constructor(...refusals: readonly RefusalDetails[]) {
    super(refusals.map(({ code, reason }) => `${code} ${reason}`).join(', '))
    this.refusals = refusals
  }
}

/** A refusal for one reason. */
export function refusal(
  code: RefusalCode,
  reason: string,
  about: { readonly field?: string; readonly facts?: RefusalDetails['facts'] } = {},
): Refusal {
  return new Refusal({ code, reason, field: about.field ?? null, facts: about.facts ?? {} })
}

/** Whether the database refused a duplicate of a unique row. */
export function isUniqueViolation(problem: unknown): boolean {
  const { errno, code } = driverProblem(problem)
  return errno === 1062 || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
}

/** Another transaction changed what this one decided on before it was locked: nothing is done, and it runs again. */
export class LostRace extends Error {
  override readonly name = 'LostRace'
}

/** Whether the transaction lost against others and may run again: a deadlock, or a lock that took too long. */
export function isWorthAnotherTry(problem: unknown): boolean {
  if (problem instanceof LostRace) return true
  const { errno, code } = driverProblem(problem)
  return errno === 1213 || errno === 1205 || errno === 1020 || code === 'SQLITE_BUSY'
}

/** Whether the database ended a statement because it took too long. */
export function isStatementTimeout(problem: unknown): boolean {
  const { errno } = driverProblem(problem)
  return problem instanceof StatementTimeout || errno === 1969 || errno === 3024 || errno === 1317
}

interface DriverProblem {
  readonly errno: unknown
  readonly code: unknown
}

/** The driver's error, without TypeORM's wrapper. */
function driverProblem(problem: unknown): DriverProblem {
  const inner: unknown = problem instanceof Error && 'driverError' in problem ? problem.driverError : problem
  if (typeof inner !== 'object' || inner === null) return { errno: undefined, code: undefined }
  return {
    errno: 'errno' in inner ? inner.errno : undefined,
    code: 'code' in inner ? inner.code : undefined,
  }
}
