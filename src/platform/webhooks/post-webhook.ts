import { request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { AddressRefused, type FindAddresses, publicAddressOf } from './public-address'

/** A message with its headers, to one address. */
export interface WebhookPost {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface PostOptions {
  /** Whether this machine may be called, also without TLS: for tests and demonstrations. */
  readonly thisMachine: boolean
  readonly find?: FindAddresses | undefined
}

/** The outcome: `200`, `503`, `TIMEOUT`, `ECONNREFUSED`, `REFUSED_ADDRESS`. Nothing that the other side wrote. */
export interface PostOutcome {
  readonly arrived: boolean
  readonly outcome: string
}

const TIMEOUT_MS = 10_000

/**
 * Posts JSON and waits for a status of 200 to 299. It follows no redirect and reads nothing of the answer.
 * INVARIANT: it connects to an address that was found to be on the internet just now, by TLS with the certificate of the name.
 */
export async function postWebhook(post: WebhookPost, options: PostOptions): Promise<PostOutcome> {
  try {
    const status = await sent(post, options)
    return { arrived: status >= 200 && status < 300, outcome: String(status) }
  } catch (problem) {
    return { arrived: false, outcome: kindOf(problem) }
  }
}

async function sent({ url, headers, body }: WebhookPost, options: PostOptions): Promise<number> {
  const target = new URL(url)
  const { address, family } = await publicAddressOf(target.hostname, options)
  const isSecure = target.protocol === 'https:'
  if (!isSecure && !(options.thisMachine && (address === '127.0.0.1' || address === '::1')))
    throw new AddressRefused('Only https is called.')
  return new Promise((resolve, reject) => {
    const outgoing = (isSecure ? secure : plain)(
      target,
      {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
          'user-agent': 'mandate-webhooks',
        },
        // WHY: the socket connects to what was checked, whatever the name says by now.
        lookup: (_host, { all }, found) =>
          all === true ? found(null, [{ address, family }]) : found(null, address, family),
        signal: AbortSignal.timeout(TIMEOUT_MS),
        agent: false,
      },
      (response) => {
        resolve(response.statusCode ?? 0)
        response.destroy()
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/** INVARIANT: never a message, which may repeat what the other side wrote. */
function kindOf(problem: unknown): string {
  if (problem instanceof AddressRefused) return 'REFUSED_ADDRESS'
  if (!(problem instanceof Error)) return 'FAILED'
  if (problem.name === 'AbortError' || problem.name === 'TimeoutError') return 'TIMEOUT'
  const code = 'code' in problem ? problem.code : undefined
  return typeof code === 'string' && /^\w{1,40}$/.test(code) ? code : 'FAILED'
}
