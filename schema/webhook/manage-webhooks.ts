import { IsNull } from 'typeorm'
import { isThisMachine } from '../../src/platform/webhooks/public-address'
import { newWebhookSecret } from '../../src/platform/webhooks/signature'
import { globalId } from '../../src/read/cursor'
import { type Operation } from '../../src/write/operation'
import { type ActingTransaction } from '../../src/write/transaction'
import { ChangeKind } from '../change/change-kind'
import { knownScopes } from '../credentials/api-tokens'
import { personally } from '../credentials/shared-by-credentials'
import { actorOf } from '../order/place-order'
import { askCode } from '../sign-in/two-factor'
import { refuse } from '../user-error/user-error'
import { User } from '../user/user.entity'
import { Webhook, WebhookDelivery } from './webhook.entity'
import { type CreateWebhookInput, type WebhookDeliveryInput, type WebhookInput } from './webhook.resolver'
import { webhookOwner } from './send-webhooks'

const MOST = 20
const MOST_CHARACTERS = 500

/**
 * Somebody has changes sent to an address of the Organisation acted in, as far as they and the scopes may see. The secret is shown once.
 * WHY with the password: what is sent leaves for good, as with an API token.
 */
export const createWebhook: Operation<CreateWebhookInput, Wanted> = {
  name: 'createWebhook',
  by: 'signed in',
  once: ['secret'],
  prepare: async (outside, input) => {
    personally(outside)
    const url = addressOf(input.url)
    const scopes = knownScopes(outside, input.scopes)
    if (!(await outside.passwordMatches(input.password))) {
      throw refuse('BAD_USER_INPUT', 'WRONG_PASSWORD', { field: 'password' })
    }
    return { url, scopes }
  },
  run: async (tx, { kinds, code }, { url, scopes }) => {
    await tx.lock('users', [personally(tx)])
    const acting = globalId('Organisation', tx.principal.organisation?.id ?? 0)
    const organisation = await tx.target('Organisation', acting, 'url')
    await tx.authorise('manageWebhooks', 'Organisation', organisation)
    const { user } = actorOf(tx)
    await askCode(tx, { user: await tx.manager.findOneByOrFail(User, { id: user }), code })
    const owner = { organisation: { id: organisation }, removedAt: IsNull() }
    if ((await tx.manager.countBy(Webhook, owner)) >= MOST)
      throw refuse('CONFLICT', 'TOO_MANY_WEBHOOKS', { facts: { most: MOST } })
    const secret = newWebhookSecret()
    const { identifiers } = await tx.manager.insert(Webhook, {
      organisation: { id: organisation },
      createdBy: { id: user },
      url,
      scopes: scopes.join(' '),
      kinds: Object.values(ChangeKind)
        .filter((kind) => (kinds ?? []).includes(kind))
        .join(' '),
      secret: tx.sealer.seal(secret, webhookOwner(organisation)),
      createdAt: tx.now,
    })
    const key = Number(identifiers[0]?.['id'])
    await tx.audit({
      action: 'webhook created',
      subject: { type: 'Webhook', key },
      organisation,
      detail: { host: new URL(url).host, scopes },
    })
    return { webhook: { type: 'Webhook', key }, secret }
  },
}

interface Wanted {
  readonly url: string
  readonly scopes: readonly string[]
}

/** WHY http for this machine: the job calls it only where a setting allows that, for tests and demonstrations. */
function addressOf(typed: string): string {
  const field = 'url'
  const url = URL.canParse(typed) && typed.length <= MOST_CHARACTERS ? new URL(typed) : undefined
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && isThisMachine(url.hostname))
  const plain = url?.username === '' && url.password === '' && url.hash === ''
  if (url === undefined || !secure || !plain || url.href.length > MOST_CHARACTERS)
    throw refuse('BAD_USER_INPUT', 'NOT_A_WEBHOOK_ADDRESS', { field })
  return url.href
}

/** Nothing is sent to it any more, for ever. */
export const removeWebhook: Operation<WebhookInput> = {
  name: 'removeWebhook',
  by: 'signed in',
  run: async (tx, { webhookId }) => {
    const { key, organisation } = await heldWebhook(tx, 'remove', webhookId)
    await tx.manager.update(Webhook, key, { removedAt: tx.now })
    await tx.audit({ action: 'webhook removed', subject: { type: 'Webhook', key }, organisation })
    return {}
  },
}

/** A disabled webhook gets changes again, those from now on. */
export const resumeWebhook: Operation<WebhookInput> = {
  name: 'resumeWebhook',
  by: 'signed in',
  run: async (tx, { webhookId }) => {
    const { key, organisation, disabledAt } = await heldWebhook(tx, 'resume', webhookId)
    if (disabledAt === null) throw refuse('CONFLICT', 'UNCHANGED', { field: 'webhookId' })
    await tx.manager.update(Webhook, key, { disabledAt: null, failingSince: null })
    await tx.audit({ action: 'webhook resumed', subject: { type: 'Webhook', key }, organisation })
    return { webhook: { type: 'Webhook', key } }
  },
}

async function heldWebhook(tx: ActingTransaction, action: 'remove' | 'resume', id: string) {
  personally(tx)
  const key = await tx.target('Webhook', id, 'webhookId')
  await tx.authorise(action, 'Webhook', key)
  const { organisation, disabledAt } = await tx.manager.findOneOrFail(Webhook, {
    where: { id: key },
    relations: { organisation: true },
  })
  return { key, organisation: organisation.id, disabledAt }
}

/** Sends a change to a webhook once more, with the same id, so that a receiver that has it knows. */
export const resendWebhookDelivery: Operation<WebhookDeliveryInput> = {
  name: 'resendWebhookDelivery',
  by: 'signed in',
  run: async (tx, { webhookDeliveryId }) => {
    personally(tx)
    const key = await tx.target('WebhookDelivery', webhookDeliveryId, 'webhookDeliveryId')
    await tx.authorise('resend', 'WebhookDelivery', key)
    const { webhook } = await tx.manager.findOneOrFail(WebhookDelivery, {
      where: { id: key },
      relations: { webhook: { organisation: true } },
    })
    if (webhook.disabledAt !== null) throw refuse('CONFLICT', 'WEBHOOK_DISABLED')
    await tx.manager.update(WebhookDelivery, key, {
      attempts: 0,
      nextAttemptAt: tx.now,
      deliveredAt: null,
      failedAt: null,
    })
    await tx.audit({
      action: 'webhook delivery sent again',
      subject: { type: 'WebhookDelivery', key },
      organisation: webhook.organisation.id,
    })
    return { webhookDelivery: { type: 'WebhookDelivery', key } }
  },
}
