import { type Setting } from '../app/setting-kinds'
import { settingTable } from '../app/settings'
import {
  type CatalogueEntry,
  errorCatalogue,
  graphqlCodes,
  persistedQueryCodes,
} from '../http/error-catalogue'
import { type TokenScope } from '../policy/principal'
import { assumed, type PriceEntry, prices } from '../read/price-list'

/** docs/reference/scopes.md, from the catalogue of the policies. */
export function scopesReference(scopes: readonly TokenScope[]): string {
  const rows = scopes.map(({ name, means, covers }) => `| \`${name}\` | ${means} | ${coveredBy(covers)} |`)
  return [
    '# Scopes of API tokens',
    '',
    'Generated from `policies/scopes.yaml`. A token has those current rights of its person that its scopes cover.',
    'What no line lists is for no token. Parts (an invoice’s lines) are covered with their owner.',
    '',
    '| Scope | Means | Covers |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

function coveredBy(covers: TokenScope['covers']): string {
  return [...covers].map(([type, actions]) => `${type}: ${actions.join(', ')}`).join('; ')
}

/** docs/reference/settings.md, from the table of settings. */
export function settingsReference(): string {
  const rows = Object.values<Setting<unknown>>(settingTable).map(
    ({ variable, fallback, means, mustBe }) =>
      `| \`${variable}\` | ${shown(fallback)} | ${means} | ${mustBe.replaceAll('|', '\\|')} |`,
  )
  return [
    '# Settings',
    '',
    'Generated from `src/app/settings.ts`. Environment variables, read once at start; after a wrong value the gateway',
    'does not start, and says in a sentence what is wrong.',
    '',
    '| Variable | Default | What for | Must be |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

function shown(fallback: string | undefined): string {
  return fallback === undefined || fallback === '' ? '–' : `\`${fallback}\``
}

/** docs/reference/errors.md, from the catalogue. */
export function errorsReference(): string {
  return [
    '# Error codes',
    '',
    'Generated from `src/http/error-catalogue.ts`. Every error carries `extensions.code`, one of these and no other.',
    'Expected problems of a mutation carry the same codes in `userErrors`. The status is that of the HTTP answer where',
    'the whole request is refused; an error inside an answered operation leaves it at 200.',
    '',
    ...table(errorCatalogue),
    '',
    "GraphQL's own codes, passed on unchanged. Their status is 400 for callers who accept",
    '`application/graphql-response+json`, and 200 in plain `application/json`.',
    '',
    ...table(graphqlCodes),
    '',
    'Those of automatic persisted queries, with the status that their clients expect.',
    '',
    ...table(persistedQueryCodes),
    '',
    'An unexpected failure says `INTERNAL` and a `correlationId`; the log has the same id and the details.',
    '',
  ].join('\n')
}

function table(entries: Readonly<Record<string, CatalogueEntry>>): string[] {
  const rows = Object.entries(entries).map(
    ([code, { sentence, wayOut, status }]) => `| \`${code}\` | ${status} | ${sentence} | ${wayOut} |`,
  )
  return ['| Code | Status | What it says | The way out |', '| --- | --- | --- | --- |', ...rows]
}

/** docs/reference/prices.md, from the price list. */
export function pricesReference(): string {
  const rows = Object.values<PriceEntry>(prices).map(({ units, what }) => `| ${units} | ${what} |`)
  return [
    '# Prices',
    '',
    'Generated from `src/read/price-list.ts`. An operation costs the sum of these prices; one unit is about the',
    'cost of one answered object. Prices depend on the request, never on the stored data.',
    '',
    '| Units | For |',
    '| --- | --- |',
    ...rows,
    '',
    `The estimate assumes that a list that starts from all rows walks ${assumed.rootRows} rows (or its page, if that is larger) for a filter, an`,
    `ordering or a count, and a list behind one parent ${assumed.listRows}. A filter through a list multiplies: each level of \`some\`, \`none\` or`,
    `\`every\` compares ${assumed.listRows} times the rows of the level above. It assumes that a list without pages holds ${assumed.shortList} rows.`,
    '',
  ].join('\n')
}
