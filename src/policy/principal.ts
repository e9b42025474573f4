/** A User who acts in one Organisation. Every right derives from this pair alone. */
export interface Principal {
  readonly user: { readonly id: number } | null
  readonly organisation: { readonly id: number } | null
  readonly membership: { readonly id: number } | null
  /** The acting Organisation's Partner entry, where it is one. */
  readonly partner: { readonly id: number } | null
  readonly role: string | null
  readonly accounting: boolean
  readonly scopes: readonly string[]
  /** The session of the request, where there is one. Conditions cannot use it: two sessions of one User have the same rights. */
  readonly session?: { readonly id: number }
  /** The API token of the request, where there is one. Conditions cannot use it either. */
  readonly apiToken?: { readonly id: number }
  /** Whether the caller is a program with an API token. Its `scopes` then narrow what it may do. */
  readonly token: boolean
  /** What the User does for the provider; null for everybody else, and for staff who act in an Organisation. */
  readonly staff: string | null
}

/** The principal of a request without a valid session. */
export const SIGNED_OUT: Principal = {
  user: null,
  organisation: null,
  membership: null,
  partner: null,
  role: null,
  accounting: false,
  scopes: [],
  token: false,
  staff: null,
}

/** A scope of API tokens: what a token may be limited to. Data of `scopes.yaml`. */
export interface TokenScope {
  /** `invoices:read` */
  readonly name: string
  /** What it opens, for the person who makes a token. */
  readonly means: string
  /** Actions by type, `read` among them. */
  readonly covers: ReadonlyMap<string, readonly string[]>
  readonly path: string
  readonly line: number
}
