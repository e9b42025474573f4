/** The codes with which a write is refused. */
export type RefusalCode =
  'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'BAD_USER_INPUT' | 'CONFLICT' | 'RATE_LIMITED'

/** Why something was not done, as data: the sentence is found in the language of who reads it. */
export interface Complaint {
  readonly code: RefusalCode
  /** The reason within the code, of the catalogue of the nouns. */
  readonly reason: string
  /** The input field that is to blame; null where none is. */
  readonly field: string | null
  /** What the sentence mentions. INVARIANT: only what the caller knows or may know. */
  readonly facts: Readonly<Record<string, string | number>>
}

/** Thrown by an operation for a problem that is the caller's to mend. The transaction is undone. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly complaints: readonly Complaint[]

  constructor(...complaints: readonly Complaint[]) {
    super(complaints.map(({ code, reason }) => `${code} ${reason}`).join(', '))
    this.complaints = complaints
  }
}

/** A refusal for one reason. */
export function refusal(
  code: RefusalCode,
  reason: string,
  about: { readonly field?: string; readonly facts?: Complaint['facts'] } = {},
): Refusal {
  return new Refusal({ code, reason, field: about.field ?? null, facts: about.facts ?? {} })
}
