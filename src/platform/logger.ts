import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino'

/** Property names under which a secret might be logged, at any depth. */
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

/**
 * WHY not everything: errors of database drivers carry the parameters of the statement, secrets among them, and their
 * messages quote values: `Duplicate entry 'ana@x.example' for key 'users_email'`.
 */
function describeError(error: Error): Record<string, unknown> {
  const { type, message, stack } = stdSerializers.err(error)
  const reported = withoutValues(error, message)
  return {
    type,
    message: reported,
    stack: stack.replace(message, () => reported).replace(ADDRESS, '[address]'),
  }
}

const ADDRESS = /[^\s'"<>(),;:]+@[^\s'"<>(),;]+/g

/** The message of an error without any value of a row or a request: readers of logs must not see anybody's address. */
function withoutValues(error: Error, message: string): string {
  const ofDriver = 'driverError' in error || 'sqlState' in error || 'sqlMessage' in error
  const reported = ofDriver
    ? message.replace(/'.*'(?= for (?:key|column))|(?<=value: )'.*'/gs, "'…'")
    : message
  return reported.replace(ADDRESS, '[address]')
}
