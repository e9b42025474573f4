import { type Persona } from '../auth/persona'

/** A person of the demo world whom one can sign in as, or a program that calls with the person's API token. */
export interface DemoPersona extends Persona {
  /** Set if a program calls with the person's API token, instead of the person. */
  readonly token?: { readonly secret: string; readonly scopes: readonly string[] }
}
