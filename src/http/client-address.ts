import { type IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import { type Settings } from '../app/settings'

/**
 * The address a request comes from. INVARIANT: X-Forwarded-For counts only behind a trusted proxy, and then only its
 * last entry, which that proxy wrote; the caller may have invented the others.
 */
export function clientAddress(
  request: IncomingMessage,
  { trustProxy }: Pick<Settings, 'trustProxy'>,
): string {
  const forwarded = request.headers['x-forwarded-for']
  const last = trustProxy && typeof forwarded === 'string' ? forwarded.split(',').at(-1)?.trim() : undefined
  return last || (request.socket.remoteAddress ?? 'unknown')
}

/**
 * The key by which limits count an address: an IPv4 address whole, an IPv6 address by its first 64 bits, because one
 * customer usually has all addresses of such a block.
 * An IPv4 address in the form of IPv6 is the IPv4 address.
 */
export function addressBlock(address: string): string {
  const [bare = address] = address.split('%')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1]
  if (mapped !== undefined) return mapped
  if (!isIPv6(bare)) return address
  return `${groupsOf(bare).slice(0, 4).join(':')}::/64`
}

function groupsOf(address: string): readonly string[] {
  const [before = '', after = ''] = address.split('::')
  const first = before === '' ? [] : before.split(':')
  const last = after === '' ? [] : after.split(':')
  // An IPv4 address at the end stands for two groups, which are none of the first four.
  const missing = Math.max(0, 8 - first.length - last.length - (address.includes('.') ? 1 : 0))
  const groups = address.includes('::') ? [...first, ...Array<string>(missing).fill('0'), ...last] : first
  return groups.map((group) => (/^[0-9a-f]+$/i.test(group) ? parseInt(group, 16).toString(16) : group))
}

export type TlsSettings = Pick<Settings, 'trustProxy' | 'publicUrl'>

/** Whether the browser uses TLS, according to PUBLIC_URL or a trusted proxy. */
export function isBehindTls(request: IncomingMessage, { trustProxy, publicUrl }: TlsSettings): boolean {
  if (publicUrl?.startsWith('https://')) return true
  return trustProxy && request.headers['x-forwarded-proto'] === 'https'
}
