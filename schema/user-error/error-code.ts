import { registerEnumType } from 'type-graphql'

/** The closed set of codes, the same in `errors` and in `userErrors`. A test compares it with the server's catalogue. */
export enum ErrorCode {
  UNAUTHENTICATED = 'UNAUTHENTICATED',
  FORBIDDEN = 'FORBIDDEN',
  FIELD_FORBIDDEN = 'FIELD_FORBIDDEN',
  NOT_FOUND = 'NOT_FOUND',
  BAD_USER_INPUT = 'BAD_USER_INPUT',
  INVALID_CURSOR = 'INVALID_CURSOR',
  CONFLICT = 'CONFLICT',
  COST_EXCEEDED = 'COST_EXCEEDED',
  RATE_LIMITED = 'RATE_LIMITED',
  DOCUMENT_NOT_TRUSTED = 'DOCUMENT_NOT_TRUSTED',
  INTERNAL = 'INTERNAL',
}

registerEnumType(ErrorCode, {
  name: 'ErrorCode',
  description: 'Why something was refused; docs/reference/errors.md says how to get out.',
})
