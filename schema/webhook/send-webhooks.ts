import { sqlInstant } from '../../src/platform/database/dialect'
import { affectedRows } from '../../src/platform/database/transaction'
import { type JobReport } from '../../src/platform/jobs/job'
import { type PostOptions, postWebhook } from '../../src/platform/webhooks/post-webhook'
import { signedHeaders } from '../../src/platform/webhooks/signature'
import { systemTransaction } from '../../src/write/outside'
import { pageOf } from '../change/page-of'
import { readChanges } from '../change/read-changes'
import { Role } from '../membership/role'
import { type NounJobParts } from '../noun'
import { Organisation } from '../organisation/organisation.entity'
import { type ActiveWebhook, activeWebhooks } from './webhook-principal'

type SendParts = Pick<NounJobParts, 'dependencies' | 'readFor' | 'sealer' | 'webhooksToThisMachine'>

const MINUTE = 60_000
/** How long after each failed attempt the next one is made; after the last there is none. */
const PAUSES = [1, 5, 30, 120, 300, 600, 840, 1200].map((minutes) => minutes * MINUTE)
/** Nothing has arrived for so long: it is disabled. */
const MOST_SILENCE = 3 * 24 * 60 * MINUTE
const LONGEST_RUN = 200
/** The deliveries of one webhook in one run, and the webhooks that are sent to at once. */
const MOST_OF_ONE = 25
const AT_ONCE = 8
const SLOW_MS = 2_000

/**
 * Sends what is due to webhooks: each change as its webhook may see it at this moment.
 * INVARIANT: an attempt is counted before it is made, so that only one of two workers makes it.
 */
export async function sendWebhooks(parts: SendParts, now: Date): Promise<JobReport> {
  const counts = { delivered: 0, failed: 0, givenUp: 0, disabled: 0 }
  // WHY a few of each webhook, one after the other: one that has much to receive keeps nobody else waiting.
  const due = await parts.dependencies.dataSource.query<readonly DueDelivery[]>(
    `SELECT d.id, d.webhook_id, d.change_id, d.attempts FROM (
       SELECT o.id, o.webhook_id, o.change_id, o.attempts, o.next_attempt_at,
         ROW_NUMBER() OVER (PARTITION BY o.webhook_id ORDER BY o.next_attempt_at, o.id) AS turn
       FROM webhook_deliveries o WHERE o.next_attempt_at <= ?) d
     WHERE d.turn <= ${MOST_OF_ONE} ORDER BY d.turn, d.next_attempt_at, d.id LIMIT ${LONGEST_RUN}`,
    [sqlInstant(now)],
  )
  // Whoever made them may not have one any more: nothing has been sent to them since.
  const orphans = await systemTransaction(parts.dependencies, now, (tx) =>
    activeWebhooks(tx, `(m.id IS NULL OR m.role NOT IN ('OWNER', 'ADMINISTRATOR'))`, []),
  )
  for (const orphan of orphans) if (await disable(parts, now, orphan)) counts.disabled += 1
  const ids = [...new Set(due.map(({ webhook_id: webhook }) => webhook))]
  const webhooks = await systemTransaction(parts.dependencies, now, (tx) =>
    ids.length === 0
      ? Promise.resolve([])
      : activeWebhooks(tx, `w.id IN (${ids.map(() => '?').join(', ')})`, ids),
  )
  const byId = new Map(webhooks.map((webhook) => [webhook.id, webhook]))
  const queues = ids.map((id) => due.filter(({ webhook_id: of }) => of === id))
  const sendQueue = async (deliveries: readonly DueDelivery[]): Promise<void> => {
    for (const delivery of deliveries) {
      const webhook = byId.get(delivery.webhook_id)
      if (webhook === undefined || webhook.principal === null) {
        await stop(parts, now, delivery)
        continue
      }
      const began = performance.now()
      const fate = await attempt(parts, now, { delivery, webhook })
      if (fate !== 'elsewhere') counts[fate] += 1
      // WHY the rest waits for the next run: a receiver that does not answer takes the whole time limit each time.
      if (fate === 'disabled' || (fate === 'failed' && performance.now() - began > SLOW_MS)) return
    }
  }
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = queues.shift(); next !== undefined; next = queues.shift()) await sendQueue(next)
    }),
  )
  return counts
}

interface DueDelivery {
  readonly id: number
  readonly webhook_id: number
  readonly change_id: number
  readonly attempts: number
}

interface Attempt {
  readonly delivery: DueDelivery
  readonly webhook: ActiveWebhook
}

async function attempt(
  parts: SendParts,
  now: Date,
  { delivery, webhook }: Attempt,
): Promise<'delivered' | 'failed' | 'givenUp' | 'disabled' | 'elsewhere'> {
  const pause = PAUSES[delivery.attempts]
  const next = pause === undefined ? null : sqlInstant(new Date(now.getTime() + pause))
  const claimed = await change(parts, now, [
    `UPDATE webhook_deliveries SET attempts = attempts + 1, next_attempt_at = ? WHERE id = ? AND attempts = ?
     AND next_attempt_at IS NOT NULL`,
    [next, delivery.id, delivery.attempts],
  ])
  if (claimed !== 1) return 'elsewhere'
  const body = await bodyOf(parts, now, { delivery, webhook })
  // It may not be seen any more: then nothing of it leaves.
  if (body === undefined) {
    await stop(parts, now, delivery)
    return 'givenUp'
  }
  const { arrived, outcome } = await postWebhook(
    post(parts, now, { delivery, webhook, body }),
    optionsOf(parts),
  )
  const stamp = sqlInstant(now)
  await change(parts, now, [
    `UPDATE webhook_deliveries SET outcome = ?, delivered_at = ?, failed_at = ?, next_attempt_at = ? WHERE id = ?`,
    [
      outcome,
      arrived ? stamp : null,
      !arrived && next === null ? stamp : null,
      arrived ? null : next,
      delivery.id,
    ],
  ])
  if (arrived) {
    if (webhook.failingSince !== null)
      await change(parts, now, ['UPDATE webhooks SET failing_since = NULL WHERE id = ?', [webhook.id]])
    return 'delivered'
  }
  const since = webhook.failingSince === null ? now : instantOf(webhook.failingSince)
  if (webhook.failingSince === null)
    await change(parts, now, [
      'UPDATE webhooks SET failing_since = ? WHERE id = ? AND failing_since IS NULL',
      [stamp, webhook.id],
    ])
  if (now.getTime() - since.getTime() >= MOST_SILENCE && (await disable(parts, now, webhook)))
    return 'disabled'
  return next === null ? 'givenUp' : 'failed'
}

function optionsOf({ webhooksToThisMachine }: SendParts): PostOptions {
  return { thisMachine: webhooksToThisMachine }
}

/** The message, as the webhook may see the change now; undefined where it may not. */
async function bodyOf(
  { readFor }: SendParts,
  now: Date,
  { delivery, webhook }: Attempt,
): Promise<string | undefined> {
  if (webhook.principal === null) return undefined
  const keys = [delivery.change_id]
  const seen = (await readChanges(readFor, { principal: webhook.principal, now }, keys)).get(
    delivery.change_id,
  )
  if (seen === undefined) return undefined
  const { kind: type, at: timestamp, id: changeId, subject, row } = seen
  return JSON.stringify({ type, timestamp, data: { changeId, subject, row } })
}

function post(
  { sealer }: SendParts,
  now: Date,
  { delivery, webhook, body }: Attempt & { readonly body: string },
): Parameters<typeof postWebhook>[0] {
  const secret = sealer.open(webhook.secret, webhookOwner(webhook.organisation))
  if (secret === undefined) throw new Error('The secret of a webhook cannot be opened with this secret.')
  // WHY not the number alone: receivers of two installations would take the messages of one for those of the other.
  const id = `msg_${delivery.id}_${delivery.change_id}`
  return { url: webhook.url, body, headers: signedHeaders(secret, { id, at: now, body }) }
}

/** For whom the secret of a webhook is sealed. */
export function webhookOwner(organisation: number): string {
  return `webhook of ${organisation}`
}

/** Gives a delivery up: its webhook is of no use any more, or may not see the change. */
function stop(parts: SendParts, now: Date, { id }: DueDelivery): Promise<number> {
  return change(parts, now, [
    `UPDATE webhook_deliveries SET next_attempt_at = NULL, failed_at = ?, outcome = 'NOT_ALLOWED' WHERE id = ?
     AND delivered_at IS NULL`,
    [sqlInstant(now), id],
  ])
}

/** Disables a webhook and mails its owners and administrators; whether this worker did it. */
async function disable(
  parts: SendParts,
  now: Date,
  { id, organisation, url }: ActiveWebhook,
): Promise<boolean> {
  return systemTransaction(parts.dependencies, now, async (tx) => {
    await tx.lock('organisations', [organisation])
    const done = await affectedRows(
      tx.manager,
      'UPDATE webhooks SET disabled_at = ? WHERE id = ? AND disabled_at IS NULL',
      [sqlInstant(now), id],
    )
    if (done !== 1) return false
    await tx.audit({ action: 'webhook disabled', subject: { type: 'Webhook', key: id }, organisation })
    const { name } = await tx.manager.findOneByOrFail(Organisation, { id: organisation })
    const link = tx.link(pageOf(`Webhook:${id}`))
    const managers = await tx.manager.query<
      readonly { readonly name: string; readonly email: string; readonly locale: string }[]
    >(
      `SELECT u.name, u.email, u.locale FROM memberships m JOIN users u ON u.id = m.user_id
       WHERE m.organisation_id = ? AND m.role IN (?, ?) ORDER BY m.id`,
      [organisation, Role.OWNER, Role.ADMINISTRATOR],
    )
    for (const { name: person, email: to, locale } of managers) {
      const data = { person, organisation: name, address: new URL(url).host, link }
      await tx.mail({ to, locale, template: 'webhook-disabled', data })
    }
    return true
  })
}

function change(
  { dependencies }: SendParts,
  now: Date,
  [statement, values]: readonly [string, readonly (string | number | null)[]],
): Promise<number> {
  return systemTransaction(dependencies, now, ({ manager }) => affectedRows(manager, statement, values))
}

function instantOf(stored: string | Date): Date {
  return stored instanceof Date ? stored : new Date(`${stored.replace(' ', 'T')}Z`)
}
