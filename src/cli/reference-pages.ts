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
    'Generated from `policies/scopes.yaml`. A token has of the rights of its person, as they are at that moment, what its',
    'scopes cover. What stands in no line is for no token. Parts (an invoice’s lines) go with what they are part of.',
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
    'Generated from `src/app/settings.ts`. Environment variables, read once at start; a wrong value stops the start',
    'with a sentence before anything is opened.',
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
    "GraphQL's own, passed on as they are. Their status is 400 for callers who accept",
    '`application/graphql-response+json`, and 200 in plain `application/json`.',
    '',
    ...table(graphqlCodes),
    '',
    'Those of automatic persisted queries, with the status that their clients expect.',
    '',
    ...table(persistedQueryCodes),
    '',
    'An unexpected failure says `INTERNAL` and a `correlationId`; the log carries the same id and the whole story.',
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
    'Generated from `src/read/price-list.ts`. What an operation costs is the sum of these; one unit is about what one answered',
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
