import { type IncomingMessage, type ServerResponse } from 'node:http'

/** How to show who one is, with every 401. [RFC 9110, RFC 6750] */
export function challenge({ headers }: IncomingMessage, response: ServerResponse): void {
  if (response.hasHeader('www-authenticate')) return
  const wrong = headers.authorization === undefined ? '' : ', error="invalid_token"'
  response.setHeader('www-authenticate', `Bearer realm="Mandate"${wrong}`)
}
