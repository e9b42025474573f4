import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { type Logger } from 'pino'
import { type Clock } from '../clock'

/** A mail to one person. */
export interface OutgoingMail {
  readonly from: { readonly name: string; readonly address: string }
  /** One bare address. */
  readonly to: string
  readonly subject: string
  readonly text: string
  /** `<…@…>`. The same when the same mail is sent again, so that a second delivery can be recognised. */
  readonly messageId: string
}

/** Where mails leave the system. */
export interface MailTransport {
  /** Resolves once the mail is somebody else's to deliver. @throws when it was refused or nobody could be reached. */
  send(mail: OutgoingMail): Promise<void>
}

/** Milliseconds after which a server that does not answer counts as unreachable. */
const CONNECT_TIMEOUT = 10_000
const ANSWER_TIMEOUT = 30_000

/**
 * Hands mails to the server at `smtp://USER:PASSWORD@HOST:PORT` (STARTTLS where offered) or `smtps://…` (TLS).
 * INVARIANT: a password leaves this machine encrypted or not at all.
 */
export function smtpMails(address: string): MailTransport {
  const url = new URL(address)
  const [user, pass] = [decodeURIComponent(url.username), decodeURIComponent(url.password)]
  const secure = url.protocol === 'smtps:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const transport = createTransport({
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && user !== '' && !isThisMachine(host),
    ...(user === '' ? {} : { auth: { user, pass } }),
    connectionTimeout: CONNECT_TIMEOUT,
    greetingTimeout: CONNECT_TIMEOUT,
    socketTimeout: ANSWER_TIMEOUT,
    // WHY: a text is a text, never the name of a file or page to be read.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(mail) {
      checkEnvelope(mail)
      const { from, to, subject, text, messageId } = mail
      // WHY objects: an address given as text is taken apart at commas.
      await transport.sendMail({ from, to: { name: '', address: to }, subject, text, messageId })
    },
  }
}

function isThisMachine(host: string): boolean {
  return ['localhost', '127.0.0.1', '::1'].includes(host)
}

interface FolderMailsDependencies {
  readonly folder: string
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * Writes each mail into a file of its own, readable as it is, named by time and Message-ID.
 * INVARIANT: a file that ends in `.txt` is whole. Only its owner may read it: mails hold links that let people in.
 */
export function folderMails({ folder, clock, logger }: FolderMailsDependencies): MailTransport {
  return {
    async send(mail) {
      checkEnvelope(mail)
      const now = clock.now()
      const file = join(folder, `${nameOf(mail, now)}.txt`)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(`${file}.part`, readable(mail, now), { mode: 0o600, flush: true })
      await rename(`${file}.part`, file)
      logger.info({ file }, 'A mail was written to a file, because no SMTP_URL is set')
    },
  }
}

/** `2026-11-24T09-30-00.000Z outbox-12.20261124093000000` → sorts by time; the same mail again is recognised by its end. */
function nameOf({ messageId }: OutgoingMail, now: Date): string {
  const time = now.toISOString().replaceAll(':', '-')
  const id = messageId.replace(/^<|@.*$/g, '').replace(/[^\w.-]/g, '_')
  return `${time}-${id}`
}

function readable({ from, to, subject, text, messageId }: OutgoingMail, now: Date): string {
  const header = [
    `From: ${from.name} <${from.address}>`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: ${now.toUTCString()}`,
    `Message-ID: ${messageId}`,
  ]
  return [...header, '', text].join('\n')
}

/**
 * Refuses a mail whose header could say something else than it should: a line break that begins another header, or a
 * second recipient.
 * @throws TypeError, which repeats nothing of the mail.
 */
function checkEnvelope({ from, to, subject, messageId }: OutgoingMail): void {
  for (const [name, address] of [['from', from.address] as const, ['to', to] as const]) {
    if (!isOneAddress(address)) throw new TypeError(`\`${name}\` of a mail must be one address.`)
  }
  for (const [name, line] of Object.entries({ 'from.name': from.name, subject, messageId })) {
    if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(line)) throw new TypeError(`\`${name}\` of a mail must be one line.`)
  }
}

/** WHY so strict: brackets, commas, quotes and colons have a meaning in headers. */
function isOneAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[^\s\p{Cc}\p{Zl}\p{Zp}@<>()[\]\\,;:"]+@[^\s\p{Cc}\p{Zl}\p{Zp}@<>()[\]\\,;:"]+$/u.test(text)
  )
}
