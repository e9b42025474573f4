import { registerEnumType } from 'type-graphql'

/** The closed set of codes, the same in `errors` and in `userErrors`. Tests compare codes and sentences with the server's catalogue. */
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
  valuesConfig: {
    UNAUTHENTICATED: { description: 'You are not signed in.' },
    FORBIDDEN: { description: 'You see this, but you may not do this.' },
    FIELD_FORBIDDEN: { description: 'You may not read this field of this object.' },
    NOT_FOUND: { description: 'There is nothing here that you may know of.' },
    BAD_USER_INPUT: { description: 'The request cannot be understood as it stands.' },
    INVALID_CURSOR: { description: 'This cursor does not belong to this list.' },
    CONFLICT: { description: 'This collides with something that was done before.' },
    COST_EXCEEDED: { description: 'The operation asks for more than one request may.' },
    RATE_LIMITED: { description: 'Too much was asked in too short a time.' },
    DOCUMENT_NOT_TRUSTED: { description: 'This server answers only documents it was given beforehand.' },
    INTERNAL: { description: 'Something went wrong on our side.' },
  },
})
