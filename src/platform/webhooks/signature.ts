import { createHmac, randomBytes } from 'node:crypto'

/** A new secret of a webhook, as Standard Webhooks writes it: `whsec_` and 32 random bytes. */
export function newWebhookSecret(): string {
  return `${PREFIX}${randomBytes(32).toString('base64')}`
}

const PREFIX = 'whsec_'

/** What is sent: its id stays the same when it is sent again, its time does not. */
export interface SignedMessage {
  readonly id: string
  /** When it is sent. */
  readonly at: Date
  readonly body: string
}

/**
 * The headers that prove a message to its receiver. [Standard Webhooks: webhook-id, webhook-timestamp, webhook-signature]
 * A receiver computes the same HMAC-SHA256 of `id.timestamp.body`, refuses a timestamp that is minutes old, and an id
 * that it has seen.
 */
export function signedHeaders(
  secret: string,
  { id, at, body }: SignedMessage,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
