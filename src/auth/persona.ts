/** A person of the demo world, as whom a visitor may sign in: who they are, where they act, and what they show. */
export interface Persona {
  readonly key: string
  readonly name: string
  readonly email: string
  readonly password: string
  /** The display name of the Organisation they act in; null for the provider's staff, who act in none. */
  readonly organisation: string | null
  /** In that Organisation, or for the provider. */
  readonly role: string
  readonly situation: string
  readonly ids: { readonly user: number; readonly organisation: number | null }
}
