import type { RowName } from '../world/made-up-world'

/** One thing that could be otherwise, and on which an answer may rest. */
export type Fact =
  /** An attribute of a row, or where one of its owning relations leads. */
  | { readonly kind: 'value'; readonly row: RowName; readonly name: string }
  /** That these and no other rows hang on a row by a relation that the others own. */
  | { readonly kind: 'list'; readonly row: RowName; readonly relation: string }
  /** That a row is there at all. */
  | { readonly kind: 'there'; readonly row: RowName }
  /** A value of who asks: `principal.role`. */
  | { readonly kind: 'slot'; readonly name: string }

/** The same text for the same fact. */
export function factKey(fact: Fact): string {
  switch (fact.kind) {
    case 'value':
      return `${rowText(fact.row)}.${fact.name}`
    case 'list':
      return `${rowText(fact.row)}.${fact.relation}[]`
    case 'there':
      return rowText(fact.row)
    case 'slot':
      return fact.name
  }
}

export function rowText({ type, key }: RowName): string {
  return `${type}:${key}`
}
