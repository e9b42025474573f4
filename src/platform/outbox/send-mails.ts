import { join } from 'node:path'
import { type Logger } from 'pino'
import { type Settings } from '../../app/settings'
import { type Clock } from '../clock'
import { type ConnectedDatabase } from '../database/transaction'
import { type Job } from '../jobs/job'
import { localeOf } from '../mail/language'
import { type MailBook } from '../mail/mail-book'
import { mailTemplates, type MailProvider } from '../mail/mail-templates'
import {
  folderMails,
  type MailAttachment,
  type MailTransport,
  type OutgoingMail,
  smtpMails,
} from '../mail/mail-transport'
import { ATTEMPTS, type WaitingMail, waitingMails, type WaitingMails } from './waiting-mails'

interface OutboxParts {
  readonly dataSource: ConnectedDatabase
  readonly transport: MailTransport
  readonly provider: MailProvider
  /** What the mails say. */
  readonly mails: MailBook
  readonly logger: Logger
  /** Makes the files that go with mails. */
  readonly attach?: AttachFiles | undefined
}

/** The files of a mail, by the name that its row holds. @throws where they cannot be made now: the mail is tried again. */
export type AttachFiles = (attachment: string) => Promise<readonly MailAttachment[]>

/** The most mails of one run, so that other jobs get their turn and a stopping gateway need not wait long. */
const LONGEST_RUN = 200
/** After this many failures in a row the mail server is probably down: the rest waits for the next run. */
const FAILURES_IN_A_ROW = 5

/** Sends the waiting mails of the outbox, oldest first. */
export function outboxJob(parts: OutboxParts): Job {
  return {
    name: 'outbox',
    every: 15,
    means: 'Sends the waiting mails of the outbox, and tries again those that could not be sent.',
    run: (now) => sendDue(parts, waitingMails(parts.dataSource), now),
  }
}

type Fate = 'sent' | 'failed' | 'givenUp' | 'elsewhere'

async function sendDue(
  parts: OutboxParts,
  mails: WaitingMails,
  now: Date,
): Promise<Readonly<Record<Exclude<Fate, 'elsewhere'>, number>>> {
  const counts = { sent: 0, failed: 0, givenUp: 0, elsewhere: 0 }
  let failures = 0
  for (const mail of await mails.due(now, LONGEST_RUN)) {
    const fate = await settle(parts, mails, { mail, now })
    counts[fate] += 1
    failures = fate === 'failed' || fate === 'givenUp' ? failures + 1 : 0
    if (failures === FAILURES_IN_A_ROW) break
  }
  const { sent, failed, givenUp } = counts
  return { sent, failed, givenUp }
}

interface Due {
  readonly mail: WaitingMail
  readonly now: Date
}

async function settle(parts: OutboxParts, mails: WaitingMails, { mail, now }: Due): Promise<Fate> {
  // The worker that made the last attempt ended before it could mark the mail as given up.
  if (mail.attempts >= ATTEMPTS) return giveUp(parts, mails, { mail, now })
  if (!(await mails.claim(mail, now))) return 'elsewhere'
  const attempt = mail.attempts + 1
  try {
    await parts.transport.send(await composeMail(parts, mail))
  } catch (problem) {
    const failure = { mail: mail.id, template: mail.template, attempt, reason: failureReason(problem) }
    parts.logger.warn(failure, 'A mail could not be sent')
    return attempt < ATTEMPTS ? 'failed' : giveUp(parts, mails, { mail, now })
  }
  await mails.markSent(mail, now)
  return 'sent'
}

async function giveUp(
  { logger }: Pick<OutboxParts, 'logger'>,
  mails: WaitingMails,
  { mail, now }: Due,
): Promise<'givenUp'> {
  await mails.giveUp(mail, now)
  logger.error({ mail: mail.id, template: mail.template }, `A mail was given up after ${ATTEMPTS} attempts`)
  return 'givenUp'
}

/** A row of the outbox as a mail. @throws TypeError or SyntaxError where the row does not fit its template. */
async function composeMail(
  { provider, mails, attach }: Pick<OutboxParts, 'provider' | 'mails' | 'attach'>,
  row: WaitingMail,
): Promise<OutgoingMail> {
  const data: unknown = JSON.parse(row.data)
  // The row is from outside: the template itself refuses facts that are not of its form.
  const facts = typeof data === 'object' && data !== null ? data : {}
  const { subject, text } = mailTemplates(mails, provider)(localeOf(row.locale), row.template, facts)
  const { name, sender: address, replyTo } = provider
  const attachments = row.attachment === null ? [] : await attach?.(row.attachment)
  // WHY no mail without its file: whoever gets it would look for it.
  if (attachments === undefined) throw new TypeError('The file of a mail cannot be made here.')
  return {
    from: { name, address },
    to: row.recipient,
    subject,
    text,
    messageId: messageIdOf(row, address),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(attachments.length === 0 ? {} : { attachments }),
  }
}

/** WHY the time: receivers drop a mail whose id they know, and a database made anew counts from 1 again. */
function messageIdOf({ id, created_at }: WaitingMail, sender: string): string {
  return `<outbox-${id}.${created_at.replace(/\D/g, '')}@${sender.slice(sender.lastIndexOf('@') + 1)}>`
}

/**
 * The part of a failure that may be logged: its kind, `EENVELOPE 550`.
 * INVARIANT: never its message. Mail servers repeat addresses in theirs, and parsers repeat the text that they cannot read.
 */
export function failureReason(problem: unknown): string {
  if (typeof problem !== 'object' || problem === null) return 'unknown'
  const code = 'code' in problem ? wordOf(problem.code) : undefined
  const name = 'name' in problem ? wordOf(problem.name) : undefined
  const kind = code ?? name ?? 'unknown'
  const answer = 'responseCode' in problem ? problem.responseCode : undefined
  return typeof answer === 'number' ? `${kind} ${answer}` : kind
}

function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^\w{1,40}$/.test(value) ? value : undefined
}

type MailSettings = Pick<
  Settings,
  'smtpUrl' | 'dataDir' | 'mailSender' | 'mailReplyTo' | 'providerName' | 'providerLegal' | 'legalTimeZone'
>

/** The sender and the transport of mails, from the settings. */
export function mailDependencies(
  settings: MailSettings,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): Pick<OutboxParts, 'provider' | 'transport'> {
  const { smtpUrl, dataDir, providerName: name, mailSender: sender, providerLegal: legal } = settings
  const timeZone = settings.legalTimeZone
  return {
    provider: { name, sender, replyTo: settings.mailReplyTo, legal, timeZone },
    transport:
      smtpUrl === undefined
        ? folderMails({ folder: join(dataDir, 'mails'), clock, logger })
        : smtpMails(smtpUrl),
  }
}
