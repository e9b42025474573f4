import { assumed, type Price, prices } from './price-list'

/** docs/reference/prices.md, from the price list. */
export function pricesReference(): string {
  const rows = Object.values<Price>(prices).map(({ units, what }) => `| ${units} | ${what} |`)
  return [
    '# Prices',
    '',
    'Generated from `src/price/price-list.ts`. What an operation costs is the sum of these; one unit is about what one answered',
    'object takes. Prices depend on what is asked and never on what is stored.',
    '',
    '| Units | For |',
    '| --- | --- |',
    ...rows,
    '',
    `A list that starts from all rows is taken to walk ${assumed.rootRows} rows (or its page, where that is larger) for a filter, an`,
    `ordering or a count; a list behind one parent ${assumed.listRows}. A filter through a list multiplies: each level of \`some\`, \`none\` or`,
    `\`every\` compares ${assumed.listRows} times the rows of the level above. A list without pages is taken to hold ${assumed.shortList} rows.`,
    '',
  ].join('\n')
}
