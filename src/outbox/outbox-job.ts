import type { Logger } from 'pino'
import type { ConnectedDatabase } from '../data/connected-database'
import type { Job } from '../jobs/job'
import type { MailTransport } from '../services/mail/mail-transport'
import type { Provider } from '../services/mail-templates/mail-templates'
import { composeMail } from './compose-mail'
import { failureReason } from './failure-reason'
import { ATTEMPTS, waitingMails, type WaitingMail, type WaitingMails } from './waiting-mails'

export interface OutboxParts {
  readonly dataSource: ConnectedDatabase
  readonly transport: MailTransport
  readonly provider: Provider
  readonly logger: Logger
}

/** The most a run sends, so that other jobs get their turn and a gateway that stops need not wait long. */
const LONGEST_RUN = 200
/** After so many failures in a row nobody is likely to be reached: the rest waits for the next run. */
const FAILURES_IN_A_ROW = 5

/** Sends the mails that wait in the outbox, oldest first. */
export function outboxJob(parts: OutboxParts): Job {
  return {
    name: 'outbox',
    every: 15,
    means: 'Sends the mails that were decided, and tries again those that could not be sent.',
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
  // The worker that made the last attempt did not live to give the mail up.
  if (mail.attempts >= ATTEMPTS) return giveUp(parts, mails, { mail, now })
  if (!(await mails.claim(mail, now))) return 'elsewhere'
  const attempt = mail.attempts + 1
  try {
    await parts.transport.send(composeMail(parts.provider, mail))
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
