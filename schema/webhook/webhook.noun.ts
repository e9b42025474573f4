import { MINUTE, noun } from '../noun'
import { type MutationExample } from '../noun-proofs'
import { shared } from '../personal-data/person-reference'
import { type Sentences } from '../user-error/user-error'
import { Webhooks1764000000223 } from './1764000000223-webhooks'
import { sendWebhooks } from './send-webhooks'
import { webhookDemo } from './webhook.demo'
import { Webhook, WebhookDelivery } from './webhook.entity'
import { webhookMails } from './webhook.mails'
import { WebhookResolver } from './webhook.resolver'

/** With what the contract tests try the mutations of webhooks. */
const webhookExamples: Readonly<Record<string, MutationExample>> = {
  createWebhook: {
    target: 'Organisation',
    field: null,
    needs: [{ action: 'manageWebhooks' }],
    concerns: 'id',
    minimal: (_row, { password }) => ({
      url: 'https://books.probe.example/hook',
      scopes: ['invoices:read'],
      password,
    }),
    other: (input) => ({ ...input, url: 'https://other.probe.example/hook' }),
    wrong: { url: 'http://10.0.0.1/' },
  },
}

/** Why something about a webhook is refused. */
const webhookReasons = {
  NOT_A_WEBHOOK_ADDRESS: {
    en: 'Give an address that begins with https:// and holds neither a user name nor a #.',
    fr: 'Indiquez une adresse qui commence par https://, sans nom d’utilisateur ni #.',
    de: 'Geben Sie eine Adresse an, die mit https:// beginnt, ohne Benutzernamen und ohne #.',
    it: 'Indichi un indirizzo che inizi con https://, senza nome utente né #.',
  },
  TOO_MANY_WEBHOOKS: {
    en: 'There are {most} webhooks already; remove one first.',
    fr: 'Il y a déjà {most} webhooks ; supprimez-en un d’abord.',
    de: 'Es gibt bereits {most} Webhooks; entfernen Sie zuerst einen.',
    it: 'Ci sono già {most} webhook; ne rimuova prima uno.',
  },
  WEBHOOK_DISABLED: {
    en: 'The webhook is disabled; resume it first.',
    fr: 'Le webhook est désactivé ; réactivez-le d’abord.',
    de: 'Der Webhook ist deaktiviert; nehmen Sie ihn zuerst wieder in Betrieb.',
    it: 'Il webhook è disattivato; prima lo riattivi.',
  },
} as const satisfies Readonly<Record<string, Sentences>>

export const webhook = noun({
  name: 'webhook',
  entities: [Webhook, WebhookDelivery],
  resolvers: [WebhookResolver],
  migrations: [Webhooks1764000000223],
  jobs: (parts) => [
    {
      name: 'webhooks',
      every: MINUTE / 2,
      means: 'Sends changes to webhooks, signed, and tries again those that did not arrive.',
      run: (now) => sendWebhooks(parts, now),
    },
  ],
  reasons: webhookReasons,
  mails: webhookMails,
  demo: webhookDemo,
  personReferences: [
    {
      at: 'webhooks.created_by_id',
      exported: shared('webhooks-made', {
        type: 'Webhook',
        fields: 'organisation { id name } url scopes kinds createdAt disabledAt',
      }),
      erasure: 'kept',
    },
  ],
  examples: webhookExamples,
  provenElsewhere: {
    removeWebhook: 'whoever sees a webhook may remove it; test/guides/webhooks proves it',
    resumeWebhook: 'whoever sees a webhook may resume it; test/guides/webhooks proves it',
    resendWebhookDelivery: 'needs a delivery; test/guides/webhooks proves it',
  },
  readTexts: {
    'CreateWebhookInput.url': 'a closed list or a form of its own',
    'CreateWebhookInput.scopes': 'a closed list or a form of its own',
    'CreateWebhookInput.code': 'a secret, by `checkPassword`, `passwordForms` or a digest',
    'CreateWebhookInput.password': 'a secret, by `checkPassword`, `passwordForms` or a digest',
  },
  storedTexts: {
    'webhooks.url': "Kept: somebody else's record",
    'webhooks.scopes': 'No person in it',
    'webhooks.kinds': 'No person in it',
    'webhooks.secret': 'No person in it',
    'webhook_deliveries.outcome': 'No person in it',
  },
  leastRows: [
    [
      'webhooks',
      {
        id: 1,
        organisation_id: 1,
        created_by_id: 1,
        url: 'https://x.example/',
        scopes: 'invoices:read',
        kinds: '',
        secret: 'x',
        created_at: '2026-03-01 09:30:00.000',
      },
    ],
    ['webhook_deliveries', { id: 1, webhook_id: 1, change_id: 1, created_at: '2026-03-01 09:30:00.000' }],
  ],
  violations: [
    {
      rule: 'a change goes to a webhook once',
      constraint: 'webhook_deliveries_once',
      statement: 'COPY webhook_deliveries WHERE id = 1',
    },
  ],
})
