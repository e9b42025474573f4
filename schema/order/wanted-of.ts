import { lineOf } from '../contact/line-of'
import { domainNameOf } from '../product/domain-name-of'
import { ProductCategory } from '../product/product-category'
import { refuse } from '../user-error/refuse'
import type { OrderedLineInput } from './order.inputs'
import { yearsOf } from './years-of'

/** A service that somebody wants, as it would be stored. */
export interface Wanted {
  readonly category: ProductCategory
  readonly name: string
  readonly years: number
  readonly autoRenew: boolean
}

const MOST_LINES = 50
const MOST_CHARACTERS = 100

/** What is ordered. @throws Refusal for what cannot be ordered by anybody, whatever is sold. */
export function wantedOf(lines: readonly OrderedLineInput[]): readonly Wanted[] {
  if (lines.length < 1 || lines.length > MOST_LINES) {
    throw refuse('BAD_USER_INPUT', 'LINES_OUT_OF_RANGE', { field: 'lines', facts: { most: MOST_LINES } })
  }
  return lines.map(({ category, name, years, autoRenew }, index) => ({
    category,
    name: nameOf(category, name, `lines.${index}.name`),
    years: yearsOf(years, `lines.${index}.years`),
    autoRenew,
  }))
}

function nameOf(category: ProductCategory, given: string, field: string): string {
  switch (category) {
    case ProductCategory.DOMAIN:
      return domainNameOf(given, field)
    case ProductCategory.WEB_HOSTING:
    case ProductCategory.MAIL:
    case ProductCategory.DRIVE:
    case ProductCategory.CLOUD_SERVER:
    case ProductCategory.STREAMING:
    case ProductCategory.EVENT:
    case ProductCategory.NEWSLETTER:
      return lineOf(given, { field, most: MOST_CHARACTERS })
  }
}
