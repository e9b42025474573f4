/** Asks a GraphQL question as a persona, somehow; a withheld cell is an error FIELD_FORBIDDEN at its path. */
export type Ask = (question: Question) => Promise<Reply>

export interface Question {
  readonly persona: string
  readonly document: string
  readonly variables: Readonly<Record<string, unknown>>
}

export interface Reply {
  readonly data: Answered | null
  readonly errors: readonly ReplyError[]
}

export interface ReplyError {
  readonly path: readonly (string | number)[]
  readonly code: string
  readonly message: string
}

/** An object of an answer, as JSON has it. */
export interface Answered {
  readonly [key: string]: unknown
}

/** The object at this place of an answer; anything else is none. */
export function objectAt(value: unknown): Answered | null {
  // JSON: what is an object and no list is keyed by text.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Answered) : null
}

/** The text at this place, or none. */
export function textAt(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function listAt(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
