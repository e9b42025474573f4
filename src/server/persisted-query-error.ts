import { GraphQLError } from 'graphql'
import { persistedQueryCodes, type PersistedQueryCode } from './error-catalogue'

/** An answer of the protocol of automatic persisted queries. */
export class PersistedQueryError extends GraphQLError {
  readonly code: PersistedQueryCode

  constructor(code: PersistedQueryCode) {
    const { sentence, wayOut } = persistedQueryCodes[code]
    super(sentence, { extensions: { code, wayOut } })
    this.code = code
  }
}
