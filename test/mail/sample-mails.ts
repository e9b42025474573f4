import { mailBook } from '../../schema/declared'
import { locales } from '../../src/platform/mail/language'
import { mailTemplates } from '../../src/platform/mail/mail-templates'
import { type OutgoingMail } from '../../src/platform/mail/mail-transport'
import { invitation } from './letters'

const provider = {
  name: 'Hébergement Exemplaire',
  sender: 'no-reply@hosting.example',
  legal: ['Rue de l’Été 1'],
}

/** The same invitation in every language, with what each writes above its letters. */
export const sampleMails: readonly (readonly [string, OutgoingMail])[] = locales.map((locale) => [
  locale,
  {
    from: { name: provider.name, address: provider.sender },
    to: `${locale}@example.com`,
    ...mailTemplates(mailBook, provider)(locale, 'invitation', { ...invitation, offer: 'FULL_CLIENT_PAYS' }),
    messageId: `<outbox-7.20261124093000000@hosting.example>`,
  },
])

/** What no adapter may let through. */
export const plantedMails: readonly (readonly [string, Partial<OutgoingMail>])[] = [
  ['a recipient with a header in it', { to: 'a@example.com\r\nBcc: b@example.com' }],
  ['a recipient with a line break', { to: 'a@example.com\n' }],
  ['two recipients', { to: 'a@example.com,b@example.com' }],
  ['a recipient with a name', { to: 'Ada <a@example.com>' }],
  ['a recipient that is a command', { to: 'a@example.com> SIZE=1' }],
  ['no recipient', { to: '' }],
  [
    'a sender’s name with a header in it',
    { from: { name: 'X\r\nBcc: b@example.com', address: 'a@example.com' } },
  ],
  ['a sender with a header in it', { from: { name: 'X', address: 'a@example.com\r\nBcc: b@example.com' } }],
  ['a subject with a header in it', { subject: 'Hello\r\nBcc: b@example.com' }],
  ['a subject with a separator of lines', { subject: 'Hello\u2028Bcc: b@example.com' }],
  ['a Message-ID with a header in it', { messageId: '<a@b>\r\nBcc: b@example.com' }],
]
