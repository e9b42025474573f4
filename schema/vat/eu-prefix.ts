/** The countries of the European Union, each with the prefix of its VAT numbers: its own code, but in Greece. */
const prefixes: ReadonlyMap<string, string> = new Map(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'
    .split(' ')
    .map((country) => [country, country === 'GR' ? 'EL' : country]),
)

/**
 * Countries that belong to the VAT territory of another: their companies bear its numbers and are charged its rates.
 * [Directive 2006/112/EC, article 7: Monaco is France. Swiss VAT act, article 3: Liechtenstein is Switzerland.]
 * WHY not Åland, the Canary Islands or the French overseas departments: article 6 leaves them outside the territory.
 */
const territories: ReadonlyMap<string, string> = new Map([
  ['LI', 'CH'],
  ['MC', 'FR'],
])

/** The country whose VAT counts in this one. */
export function vatCountry(country: string): string {
  return territories.get(country) ?? country
}

/** The VAT prefix of a country; undefined outside the European Union's VAT territory. */
export function euPrefix(country: string): string | undefined {
  return prefixes.get(vatCountry(country))
}
