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
  /** `<…@…>`. The same mail keeps it when it is sent again, so that a second delivery can be recognised. */
  readonly messageId: string
  /** Where answers go, if not to the sender. */
  readonly replyTo?: string
  readonly attachments?: readonly MailAttachment[]
}

/** A file that goes with a mail. */
export interface MailAttachment {
  readonly filename: string
  readonly contentType: string
  readonly content: Buffer
}

/** Where mails leave the system. */
export interface MailTransport {
  /** Resolves once the next server has accepted the mail. @throws if it was refused or the server could not be reached. */
  send(mail: OutgoingMail): Promise<void>
}

/** Milliseconds after which a server that does not answer counts as unreachable. */
const CONNECT_TIMEOUT = 10_000
const ANSWER_TIMEOUT = 30_000

/**
 * Sends mails through the server at `smtp://USER:PASSWORD@HOST:PORT` (STARTTLS where offered) or `smtps://…` (TLS).
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
    // WHY: the text must never be taken for the path of a file or the URL of a page to read.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(mail) {
      checkEnvelope(mail)
      const { from, to, subject, text, messageId, replyTo, attachments = [] } = mail
      // WHY objects: nodemailer splits an address in a string at commas.
      await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        messageId,
        ...(replyTo === undefined ? {} : { replyTo: { name: '', address: replyTo } }),
        attachments: attachments.map((one) => ({ ...one })),
      })
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
 * Writes each mail into a readable text file of its own, named by time and Message-ID.
 * INVARIANT: a file that ends in `.txt` is complete. Only its owner can read it, because links in mails give access.
 */
export function folderMails({ folder, clock, logger }: FolderMailsDependencies): MailTransport {
  return {
    async send(mail) {
      checkEnvelope(mail)
      const now = clock.now()
      const file = join(folder, `${nameOf(mail, now)}.txt`)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      for (const { filename, content } of mail.attachments ?? []) {
        await writeFile(join(folder, `${nameOf(mail, now)}-${fileName(filename)}`), content, { mode: 0o600 })
      }
      await writeFile(`${file}.part`, readable(mail, now), { mode: 0o600, flush: true })
      await rename(`${file}.part`, file)
      logger.info({ file }, 'A mail was written to a file, because no SMTP_URL is set')
    },
  }
}

/** `2026-11-24T09-30-00.000Z outbox-12.20261124093000000` → the name sorts by time; its end identifies a mail that is sent again. */
function nameOf({ messageId }: OutgoingMail, now: Date): string {
  const time = now.toISOString().replaceAll(':', '-')
  const id = messageId.replace(/^<|@.*$/g, '').replace(/[^\w.-]/g, '_')
  return `${time}-${id}`
}

/** INVARIANT: the name of an attachment leads to no other folder. */
function fileName(name: string): string {
  return name.replace(/[^\w.-]/g, '_').replace(/^\.+/, '_')
}

function readable(
  { from, to, subject, text, messageId, replyTo, attachments = [] }: OutgoingMail,
  now: Date,
): string {
  const header = [
    `From: ${from.name} <${from.address}>`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: ${now.toUTCString()}`,
    `Message-ID: ${messageId}`,
    ...(replyTo === undefined ? [] : [`Reply-To: ${replyTo}`]),
    ...attachments.map(({ filename }) => `Attachment: ${filename}`),
  ]
  return [...header, '', text].join('\n')
}

/**
 * Refuses a mail whose header could be forged: by a line break that begins another header, or by a second recipient.
 * @throws TypeError, whose message repeats nothing of the mail.
 */
function checkEnvelope({ from, to, subject, messageId, replyTo = to }: OutgoingMail): void {
  for (const [name, address] of Object.entries({ from: from.address, to, replyTo })) {
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
