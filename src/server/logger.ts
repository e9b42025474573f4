import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino'

/** Names under which a secret might be logged, wherever they are nested. */
const secretNames = [
  'password',
  'token',
  'sessionToken',
  'secret',
  'code',
  'authorization',
  'cookie',
  'set-cookie',
]
const depths = ['', '*.', '*.*.', '*.*.*.']

/** The log: JSON lines, never a password, a token or a cookie. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    redact: {
      paths: depths.flatMap((depth) => secretNames.map((name) => `${depth}["${name}"]`.replace('.[', '['))),
      censor: '[redacted]',
    },
    serializers: { err: describeError },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}

/** WHY not everything: errors of database drivers carry the parameters of the statement, secrets among them. */
function describeError(error: Error): Record<string, unknown> {
  const { type, message, stack } = stdSerializers.err(error)
  return { type, message, stack }
}
