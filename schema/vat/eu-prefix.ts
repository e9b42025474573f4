/** The countries of the European Union, each with the prefix of its VAT numbers: its own code, but in Greece. */
const prefixes: ReadonlyMap<string, string> = new Map(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'
    .split(' ')
    .map((country) => [country, country === 'GR' ? 'EL' : country]),
)

/** The VAT prefix of a country; undefined outside the European Union. */
export function euPrefix(country: string): string | undefined {
  return prefixes.get(country)
}
