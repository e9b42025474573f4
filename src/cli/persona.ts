/** A person of the demo world one can sign in as: who they are, where they act, what is telling about them. */
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
  /** Where a program asks in the person's name, instead of the person. */
  readonly token?: { readonly secret: string; readonly scopes: readonly string[] }
  readonly ids: { readonly user: number; readonly organisation: number | null }
}
