import { isIP } from 'node:net'
import { type Settings } from '../app/settings'

export type ExposureSettings = Pick<Settings, 'host' | 'publicUrl' | 'trustProxy' | 'nodeEnv'>

/**
 * Why others than who sits at this machine may reach a gateway, one clause each; none where nobody can.
 * WHY a proxy counts: whoever says that one is in front has others behind it.
 */
export function exposureOf({ host, publicUrl, trustProxy, nodeEnv }: ExposureSettings): readonly string[] {
  const reasons: string[] = []
  if (!isLoopback(host)) reasons.push(`HOST is \`${host}\`, which others reach`)
  if (publicUrl !== undefined && !isLoopback(new URL(publicUrl).hostname)) {
    reasons.push(`PUBLIC_URL is \`${publicUrl}\`, where others reach it`)
  }
  if (trustProxy) reasons.push('TRUST_PROXY says that a proxy is in front')
  if (nodeEnv === 'production') reasons.push('NODE_ENV is `production`')
  return reasons
}

/** Whether a name or an address means this machine, and nothing else. */
export function isLoopback(name: string): boolean {
  const host = name.replace(/^\[|\]$/g, '').toLowerCase()
  if (host === 'localhost' || host.endsWith('.localhost') || host === '::1') return true
  if (isIP(host) === 4) return host.startsWith('127.')
  return host.startsWith('::ffff:127.')
}
