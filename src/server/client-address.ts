import { type IncomingMessage } from 'node:http'
import { type Settings } from './settings'

/**
 * Where a request comes from. INVARIANT: X-Forwarded-For counts only behind a proxy of ours, and then only the
 * last entry, which that proxy wrote; the others are the caller's own words.
 */
export function clientAddress(
  request: IncomingMessage,
  { trustProxy }: Pick<Settings, 'trustProxy'>,
): string {
  const forwarded = request.headers['x-forwarded-for']
  const last = trustProxy && typeof forwarded === 'string' ? forwarded.split(',').at(-1)?.trim() : undefined
  return last || (request.socket.remoteAddress ?? 'unknown')
}
