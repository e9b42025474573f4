import { errorCatalogue, graphqlCodes, persistedQueryCodes, type CatalogueEntry } from './error-catalogue'

/** docs/reference/errors.md, from the catalogue. */
export function errorsReference(): string {
  return [
    '# Error codes',
    '',
    'Generated from `src/server/error-catalogue.ts`. Every error carries `extensions.code`, one of these and no other.',
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
