/** A person of the demo world whom one can sign in as: who they are, where they act, and what they show. */
export interface DemoPersona {
  readonly key: string
  readonly name: string
  readonly email: string
  readonly password: string
  /** The display name of the Organisation they act in; null for the provider's staff, who act in none. */
  readonly organisation: string | null
  /** In that Organisation, or for the provider. */
  readonly role: string
  readonly situation: string
  /** Set if a program calls with the person's API token, instead of the person. */
  readonly token?: { readonly secret: string; readonly scopes: readonly string[] }
  readonly ids: { readonly user: number; readonly organisation: number | null }
}
