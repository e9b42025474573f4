import { isIP } from 'node:net'
import { type Settings } from '../app/settings'

export type ExposureSettings = Pick<Settings, 'host' | 'publicUrl' | 'trustProxy' | 'nodeEnv'>

/**
 * The reasons why other machines may reach a gateway, one clause each; empty if only this machine can.
 * WHY a proxy counts: other machines reach the gateway through it.
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

/** Whether a name or an address means only this machine. */
export function isLoopback(name: string): boolean {
  const host = name.replace(/^\[|\]$/g, '').toLowerCase()
  if (host === 'localhost' || host.endsWith('.localhost') || host === '::1') return true
  if (isIP(host) === 4) return host.startsWith('127.')
  return host.startsWith('::ffff:127.')
}
