/** A person of the demo world, as whom a visitor may sign in. */
export interface Persona {
  readonly key: string
  readonly name: string
  readonly email: string
  readonly password: string
  readonly organisation: string | null
  readonly role: string
  readonly situation: string
  readonly ids: { readonly user: number; readonly organisation: number | null }
}
