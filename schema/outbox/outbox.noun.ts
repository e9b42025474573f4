import { noun } from '../noun'
import { own } from '../personal-data/person-reference'
import { OutboxMail } from './outbox-mail.entity'

export const outbox = noun({
  name: 'outbox',
  entities: [OutboxMail],
  storedTexts: { 'outbox_mails.attachment': 'Deleted with the account' },
  addressReferences: [
    // WHY without their facts: these hold links that prove themselves. WHY without ids: they count the mails of others.
    {
      at: 'outbox_mails.recipient',
      exported: own('mails', 'created_at', 'sent_at', 'template', 'locale'),
    },
  ],
})
