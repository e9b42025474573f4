import type { OutgoingMail } from '../services/mail/mail-transport'
import { localeOf } from '../services/mail-templates/locale'
import { mailForms, type MailName } from '../services/mail-templates/mail-forms'
import { mailTemplates, type Provider } from '../services/mail-templates/mail-templates'
import type { WaitingMail } from './waiting-mails'

/** A row of the outbox as a mail. @throws TypeError or SyntaxError where the row does not fit its template. */
export function composeMail(provider: Provider, row: WaitingMail): OutgoingMail {
  const data: unknown = JSON.parse(row.data)
  // WHY never: the row is from outside; the template itself refuses facts that are not of its form.
  const { subject, text } = mailTemplates(provider)(
    localeOf(row.locale),
    mailNameOf(row.template),
    data as never,
  )
  const { name, sender: address } = provider
  return { from: { name, address }, to: row.recipient, subject, text, messageId: messageIdOf(row, address) }
}

function mailNameOf(template: string): MailName {
  // `in` would know `constructor` too.
  const names = Object.keys(mailForms) as readonly MailName[]
  const name = names.find((one) => one === template)
  if (name === undefined) throw new TypeError('There is no such template.')
  return name
}

/** WHY the time: receivers drop a mail whose id they know, and a database made anew counts from 1 again. */
function messageIdOf({ id, created_at }: WaitingMail, sender: string): string {
  return `<outbox-${id}.${created_at.replace(/\D/g, '')}@${sender.slice(sender.lastIndexOf('@') + 1)}>`
}
