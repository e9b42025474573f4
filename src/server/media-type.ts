import Negotiator from 'negotiator'

const GRAPHQL_RESPONSE = 'application/graphql-response+json'

/** WHY: browsers say two hundred, and a header of any length is not sorted for anybody. */
const MOST_CHARACTERS = 1000

/**
 * Whether a caller names the media type of GraphQL over HTTP, in which the status tells how it went.
 * WHY named and not preferred: A wildcard comes from callers who know nothing of it and take 200 for an answer.
 */
export function wantsGraphqlResponse(accept: string | undefined): boolean {
  // WHY `?? ''`: without a header everything is accepted, and nothing is named.
  const header = (accept ?? '').slice(0, MOST_CHARACTERS)
  return new Negotiator({ headers: { accept: header } })
    .mediaTypes()
    .some((type) => type.toLowerCase() === GRAPHQL_RESPONSE)
}

/** The content type of an answer in the form the caller asks for. */
export function mediaTypeFor(accept: string | undefined): string {
  return `${wantsGraphqlResponse(accept) ? GRAPHQL_RESPONSE : 'application/json'}; charset=utf-8`
}
