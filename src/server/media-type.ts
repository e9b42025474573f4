const GRAPHQL_RESPONSE = 'application/graphql-response+json'

/** Whether a caller asks for the media type of GraphQL over HTTP, in which the status tells how it went. */
export function wantsGraphqlResponse(accept: string | undefined): boolean {
  return accept?.includes(GRAPHQL_RESPONSE) === true
}

/** The content type of an answer in the form the caller asks for. */
export function mediaTypeFor(accept: string | undefined): string {
  return `${wantsGraphqlResponse(accept) ? GRAPHQL_RESPONSE : 'application/json'}; charset=utf-8`
}
