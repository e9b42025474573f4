/* eslint max-lines: ["error", 340] -- one table of every setting */

import { exposureOf } from '../http/exposure'
import { DEFAULT_TIME_ZONE } from '../platform/clock'
import {
  databaseUrl,
  fileName,
  folderName,
  hostName,
  hostNames,
  lines,
  mailAddress,
  oneOf,
  type SettingKind,
  redisUrl,
  secretText,
  type Setting,
  singleLine,
  smtpUrl,
  timeZone,
  webOrigin,
  webOrigins,
  wholeNumber,
  yesOrNo,
} from './setting-kinds'

/** Every setting. docs/reference/settings.md is generated from this table. */
export const settingTable = {
  port: setting('PORT', wholeNumber(0, 65535), {
    fallback: '4000',
    means: 'The port to listen on; 0 picks a free one.',
  }),
  host: setting('HOST', hostName, {
    fallback: '127.0.0.1',
    means: 'The address to listen on; 0.0.0.0 for every interface.',
  }),
  publicUrl: setting('PUBLIC_URL', webOrigin, {
    means: 'Where browsers reach this gateway, if not at HOST:PORT.',
  }),
  trustProxy: setting('TRUST_PROXY', yesOrNo, {
    fallback: 'false',
    means: 'Whether the gateway trusts X-Forwarded-For and X-Forwarded-Proto of one proxy.',
  }),
  databaseUrl: setting('DATABASE_URL', databaseUrl, {
    fallback: 'sqlite:data/mandate.db',
    means: 'The database.',
    secret: true,
  }),
  redisUrl: setting('REDIS_URL', redisUrl, {
    means: 'The Redis server in which several gateways count limits; unset: they count in the database.',
    secret: true,
  }),
  statementTimeoutMs: setting('STATEMENT_TIMEOUT_MS', wholeNumber(100, 600_000), {
    fallback: '10000',
    means: 'After how many milliseconds the database ends a statement.',
  }),
  operationTimeoutMs: setting('OPERATION_TIMEOUT_MS', wholeNumber(100, 600_000), {
    fallback: '20000',
    means:
      'After how many milliseconds an operation is ended, with its running statements. For a streamed file: each step.',
  }),
  secret: setting('MANDATE_SECRET', secretText, {
    means:
      'Seals cursors and second factors; unset: kept in DATA_DIR/secret. Without it, second factors are lost.',
    secret: true,
  }),
  dataDir: setting('DATA_DIR', folderName, {
    fallback: 'data',
    means: 'The folder of the embedded database, the secret, and mails that no server takes.',
  }),
  nodeEnv: setting('NODE_ENV', oneOf('development', 'test', 'production'), {
    fallback: 'development',
    means:
      'In production, and wherever others reach the gateway, INTROSPECTION, GRAPHIQL and DEMO are off unless set.',
  }),
  legalTimeZone: setting('LEGAL_TIME_ZONE', timeZone, {
    fallback: DEFAULT_TIME_ZONE,
    means: 'The time zone of invoice days, due days, periods and mails.',
  }),
  logLevel: setting('LOG_LEVEL', oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'), {
    fallback: 'info',
    means: 'The lowest level that is logged.',
  }),
  demo: setting('DEMO', yesOrNo, {
    means: 'Whether an empty database is filled with the demo world.',
  }),
  allowDemoPeople: setting('ALLOW_DEMO_PEOPLE', yesOrNo, {
    fallback: 'false',
    means:
      'Whether a gateway that others reach may serve demo people, whose password the documentation prints.',
  }),
  allowedHosts: setting('ALLOWED_HOSTS', hostNames, {
    fallback: '',
    means:
      'Host names that requests may use, besides those of HOST, PUBLIC_URL and this machine, and numeric addresses.',
  }),
  introspection: setting('INTROSPECTION', yesOrNo, {
    means: 'Whether introspection of the schema is allowed.',
  }),
  graphiql: setting('GRAPHIQL', yesOrNo, { means: 'Whether the GraphiQL page is served.' }),
  corsOrigins: setting('CORS_ORIGINS', webOrigins, {
    fallback: '',
    means: 'Origins of other pages that may call this gateway.',
  }),
  schemaMode: setting('SCHEMA_MODE', oneOf('stable', 'reduced'), {
    fallback: 'stable',
    means:
      'Whether every caller validates against the full schema, or against a schema of what it may ask for.',
  }),
  accessMode: setting('ACCESS_MODE', oneOf('redact', 'report', 'reject'), {
    fallback: 'redact',
    means: 'Whether a withheld cell is only null, also an error, or fails the operation.',
  }),
  sessionDays: setting('SESSION_DAYS', wholeNumber(1, 365), {
    fallback: '30',
    means: 'How many days a session lasts.',
  }),
  sessionSameSite: setting('SESSION_SAME_SITE', oneOf('lax', 'none'), {
    fallback: 'lax',
    means:
      'Whether pages of other sites in CORS_ORIGINS keep a session in cookies (none) or not (lax); none needs an https PUBLIC_URL.',
  }),
  maxBodyBytes: setting('MAX_BODY_BYTES', wholeNumber(1024, 16_777_216), {
    fallback: '262144',
    means: 'Longest request body.',
  }),
  maxDocumentBytes: setting('MAX_DOCUMENT_BYTES', wholeNumber(256, 4_194_304), {
    fallback: '65536',
    means: 'Longest document.',
  }),
  maxTokens: setting('MAX_TOKENS', wholeNumber(50, 100_000), {
    fallback: '4000',
    means: 'Most tokens in a document.',
  }),
  maxDepth: setting('MAX_DEPTH', wholeNumber(2, 100), {
    fallback: '14',
    means: 'Deepest nesting of fields.',
  }),
  maxAliases: setting('MAX_ALIASES', wholeNumber(0, 10_000), {
    fallback: '100',
    means: 'Most aliases, fragments spread out.',
  }),
  maxRootFields: setting('MAX_ROOT_FIELDS', wholeNumber(1, 1000), {
    fallback: '30',
    means: 'Most fields at the root.',
  }),
  maxDirectives: setting('MAX_DIRECTIVES', wholeNumber(0, 1000), {
    fallback: '50',
    means: 'Most directives, fragments spread out.',
  }),
  maxCost: setting('MAX_COST', wholeNumber(1, 1_000_000_000), {
    fallback: '50000',
    means: 'Highest estimated cost of one operation.',
  }),
  costPerMinute: setting('COST_PER_MINUTE', wholeNumber(1, 1_000_000_000), {
    fallback: '3000000',
    means:
      'Cost that one User, or one address when signed out, may spend in a minute; an IPv6 address counts by its first 64 bits.',
  }),
  requestsPerMinute: setting('REQUESTS_PER_MINUTE', wholeNumber(1, 10_000_000), {
    fallback: '60000',
    means: 'GraphQL requests from one address in a minute, whatever they ask.',
  }),
  signInAttemptsPerAccount: setting('SIGN_IN_ATTEMPTS_PER_ACCOUNT', wholeNumber(1, 10_000), {
    fallback: '10',
    means:
      'Wrong passwords or codes for one account from one place, in a quarter of an hour, before each further one must wait.',
  }),
  signInAttemptsPerAddress: setting('SIGN_IN_ATTEMPTS_PER_ADDRESS', wholeNumber(1, 100_000), {
    fallback: '100',
    means: 'Failed sign-ins from one network address in a quarter of an hour.',
  }),
  accountMailsPerAccount: setting('ACCOUNT_MAILS_PER_ACCOUNT', wholeNumber(1, 10_000), {
    fallback: '5',
    means: 'Mails about a sign-up to one e-mail address that one network address asks for in an hour.',
  }),
  accountMailsPerAddress: setting('ACCOUNT_MAILS_PER_ADDRESS', wholeNumber(1, 100_000), {
    fallback: '30',
    means: 'Mails about sign-ups and lost passwords asked for from one network address in an hour.',
  }),
  mailsPerSender: setting('MAILS_PER_SENDER', wholeNumber(1, 1_000_000), {
    fallback: '50',
    means: 'Mails that one User may cause to people whom they name, in an hour.',
  }),
  mailsPerOrganisation: setting('MAILS_PER_ORGANISATION', wholeNumber(1, 1_000_000), {
    fallback: '100',
    means: 'Such mails of all members of one Organisation in an hour.',
  }),
  mailsPerRecipient: setting('MAILS_PER_RECIPIENT', wholeNumber(1, 1_000_000), {
    fallback: '10',
    means: 'Such mails of one Organisation to one e-mail address in an hour.',
  }),
  organisationsPerUser: setting('ORGANISATIONS_PER_USER', wholeNumber(1, 1_000_000), {
    fallback: '20',
    means: 'Organisations that one User may open in a day.',
  }),
  linkAttemptsPerAddress: setting('LINK_ATTEMPTS_PER_ADDRESS', wholeNumber(1, 100_000), {
    fallback: '30',
    means: 'Links of such mails that did not work, from one network address in a quarter of an hour.',
  }),
  maxInFlight: setting('MAX_IN_FLIGHT', wholeNumber(1, 100_000), {
    fallback: '500',
    means: 'Requests answered at the same time.',
  }),
  requestTimeoutMs: setting('REQUEST_TIMEOUT_MS', wholeNumber(100, 600_000), {
    fallback: '30000',
    means: 'How long a caller may take to send a request.',
  }),
  shutdownMs: setting('SHUTDOWN_MS', wholeNumber(0, 600_000), {
    fallback: '10000',
    means: 'How long running requests may take to finish when the gateway stops.',
  }),
  trustedDocuments: setting('TRUSTED_DOCUMENTS', oneOf('off', 'audit', 'enforce'), {
    fallback: 'off',
    means: 'Whether documents must be registered; audit only logs the others.',
  }),
  trustedDocumentsDir: setting('TRUSTED_DOCUMENTS_DIR', folderName, {
    fallback: 'documents',
    means: 'The folder of the trusted documents (*.graphql).',
  }),
  decisionLog: setting('DECISION_LOG', fileName, {
    means:
      'The file to which every decision is appended, as JSON lines; unset: none is kept. SIGHUP opens it again.',
  }),
  jobs: setting('JOBS', oneOf('on', 'off'), {
    fallback: 'on',
    means: 'Whether this gateway runs the periodic jobs, mails among them.',
  }),
  smtpUrl: setting('SMTP_URL', smtpUrl, {
    means: 'The server that takes mails; unset: they are written into DATA_DIR/mails.',
    secret: true,
  }),
  vatCheck: setting('VAT_CHECK', oneOf('off', 'vies'), {
    fallback: 'off',
    means: 'The register that checks VAT numbers; off: none, so they stay unverified and are charged VAT.',
  }),
  mailSender: setting('MAIL_SENDER', mailAddress, {
    fallback: 'no-reply@hosting.example',
    means: 'The address that mails are sent from.',
  }),
  unpaidSuspendDays: setting('UNPAID_SUSPEND_DAYS', wholeNumber(0, 365), {
    fallback: '14',
    means: 'How many days after the due date of its invoice an unpaid purchase is stopped.',
  }),
  unpaidEndDays: setting('UNPAID_END_DAYS', wholeNumber(1, 365), {
    fallback: '30',
    means: 'How many days later an unpaid purchase ends and its invoice is credited in full.',
  }),
  mailReplyTo: setting('MAIL_REPLY_TO', mailAddress, {
    means: 'The address that answers to mails go to; unset: to the sender.',
  }),
  webhooksToThisMachine: setting('WEBHOOKS_TO_THIS_MACHINE', yesOrNo, {
    fallback: 'false',
    means: 'Whether webhooks may go to this machine, also without TLS: for tests and demonstrations.',
  }),
  providerName: setting('PROVIDER_NAME', singleLine, {
    fallback: 'Example Hosting',
    means: 'The name of the provider in mails and documents.',
  }),
  providerLegal: setting('PROVIDER_LEGAL', lines, {
    fallback: '',
    means: 'The lines that the law requires below mails and documents.',
  }),
} as const

type Table = typeof settingTable
type ValueOf<S> = S extends { readonly read: { readonly _output: infer V } } ? V : never
type Read = {
  readonly [K in keyof Table]: undefined extends Table[K]['fallback']
    ? ValueOf<Table[K]> | undefined
    : ValueOf<Table[K]>
}

/** The settings of a running gateway, complete and checked. */
export type Settings = Omit<Read, 'demo' | 'introspection' | 'graphiql'> & {
  readonly demo: boolean
  readonly introspection: boolean
  readonly graphiql: boolean
}

export type Environment = Readonly<Record<string, string | undefined>>

/** Reports every wrong setting, one sentence each: what is wrong, and which values are right. */
export class SettingsError extends Error {
  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'))
    this.name = 'SettingsError'
  }
}

export function readSettings(environment: Environment): Settings {
  const sentences: string[] = []
  const values = new Map<string, unknown>()
  for (const [name, one] of Object.entries<Setting<unknown>>(settingTable)) {
    const text = environment[one.variable]?.trim() || one.fallback
    if (text === undefined) continue
    const result = one.read.safeParse(text)
    if (result.success) values.set(name, result.data)
    else
      sentences.push(
        `${one.variable} ${one.secret ? 'has a value that' : `is \`${text}\`; it`} ${refused(one)}`,
      )
  }
  if (values.get('sessionSameSite') === 'none' && !String(values.get('publicUrl')).startsWith('https://'))
    sentences.push(
      'SESSION_SAME_SITE is `none`; PUBLIC_URL must then be an https:// origin, because browsers require TLS.',
    )
  if (sentences.length > 0) throw new SettingsError(sentences)
  // Each value was read by the reader of its own name just above.
  const read = Object.fromEntries(values) as unknown as Read
  // WHY: a gateway that others reach is in production, even if NODE_ENV was forgotten.
  const open = exposureOf(read).length === 0
  const { demo = open, introspection = open, graphiql = open } = read
  return {
    ...read,
    secret: read.secret,
    publicUrl: read.publicUrl,
    redisUrl: read.redisUrl,
    mailReplyTo: read.mailReplyTo,
    demo,
    introspection,
    graphiql,
  }
}

function refused({ secret: hidden, mustBe }: Setting<unknown>): string {
  return hidden ? `is wrong; it must be ${mustBe}.` : `must be ${mustBe}.`
}

function setting<T, F extends string | undefined = undefined>(
  variable: string,
  reading: SettingKind<T>,
  rest: { readonly fallback?: F; readonly means: string; readonly secret?: boolean },
): Setting<T> & { readonly fallback: F } {
  const { fallback, means, secret = false } = rest
  // Without a fallback F is undefined, which is what `fallback` then is.
  return { variable, fallback: fallback as F, means, secret, ...reading }
}
