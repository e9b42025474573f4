import type { Vocabulary } from '../../policy/vocabulary'

/** The words that can be mistaken for each other: those of the schema, and the scopes of tokens. */
export interface MistakenWords extends Vocabulary {
  readonly scopes: readonly string[]
}
