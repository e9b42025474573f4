import { refuse } from '../user-error/refuse'

const MOST_YEARS = 10

/** For how many years something is ordered. @throws Refusal for none and for too many. */
export function yearsOf(given: number, field: string): number {
  if (given >= 1 && given <= MOST_YEARS) return given
  throw refuse('BAD_USER_INPUT', 'YEARS_OUT_OF_RANGE', { field, facts: { most: MOST_YEARS } })
}
