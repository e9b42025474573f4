import { type IncomingMessage } from 'node:http'
import { GatewayError } from './gateway-error'

/** Headers that a page of another site cannot set without asking first. */
const preflighted = ['apollo-require-preflight', 'x-apollo-operation-name', 'apollographql-client-name']

/**
 * Refuses a GET that a page of another site could make a browser send with our cookies. What a browser cannot be made to
 * send passes: a header of one's own, a content type that forms do not have, a bearer token. `Basic` is no such thing: browsers add
 * it by themselves. A POST is never forgeable: its body must be JSON.
 * @throws BAD_USER_INPUT
 */
export function refuseForgeable({ method, headers }: IncomingMessage): void {
  if (method !== 'GET' && method !== 'HEAD') return
  if (preflighted.some((name) => typeof headers[name] === 'string' && headers[name] !== '')) return
  if (/^Bearer /i.test(headers.authorization ?? '')) return
  const [kind = ''] = (headers['content-type'] ?? '').toLowerCase().split(';')
  if (kind.trim() !== '' && !forms.includes(kind.trim())) return
  throw new GatewayError('BAD_USER_INPUT', {
    message:
      'A page of another site could have sent this (Cross-Site Request Forgery), so it is not answered.',
    wayOut:
      'Send it with POST, with `Authorization: Bearer TOKEN`, or with the header `Apollo-Require-Preflight: 1`.',
  })
}

const forms = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']
