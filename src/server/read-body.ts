import { type IncomingMessage } from 'node:http'
import { GatewayError } from './gateway-error'

/** Why a body cannot be taken, with the HTTP status that says so. */
export class BodyRefused extends GatewayError {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(
      status === 413 ? 'COST_EXCEEDED' : 'BAD_USER_INPUT',
      status === 413 ? { message, wayOut: 'Send a shorter body: fewer or shorter values.' } : { message },
    )
  }
}

/** The JSON value of a request's body; undefined where it has none. Throws BodyRefused. */
export async function readJsonBody(request: IncomingMessage, limit: number): Promise<unknown> {
  if (!isJson(request.headers['content-type'])) {
    throw new BodyRefused(415, 'The body must be application/json in UTF-8.')
  }
  if (request.headers['content-encoding'] !== undefined) {
    throw new BodyRefused(415, 'The body must not be compressed.')
  }
  return parseBody(await readBytes(request, limit))
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(contentType ?? '')
}

async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = new BodyRefused(413, `The body is longer than ${limit} bytes.`)
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) throw tooLarge
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parseBody(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new BodyRefused(400, 'The body is not JSON.')
  }
}
