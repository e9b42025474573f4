import { type DataSource } from 'typeorm'
import { type MailTransport, type OutgoingMail } from '../../src/platform/mail/mail-transport'

/** The secret in the link of an invitation. */
export const TOKEN = 'c2VjcmV0LW9mLWFuLWludml0YXRpb24'

export const invitation = {
  client: 'Hôtel du Lac',
  partner: 'Kontrast Webagentur',
  offer: 'LIMITED',
  products: 3,
  expiresOn: '2026-12-24',
  link: `https://hosting.example/invitation?token=${TOKEN}`,
}

export interface Letter {
  readonly to: string
  readonly locale?: string
  readonly template?: string
  readonly data?: string
}

/** Puts a mail into the outbox, as a mutation does. */
export async function enqueue(database: Pick<DataSource, 'query'>, letter: Letter): Promise<void> {
  const { to, locale = 'en', template = 'invitation', data = JSON.stringify(invitation) } = letter
  await database.query(
    `INSERT INTO outbox_mails (created_at, recipient, template, locale, data, attempts)
     VALUES ('2026-11-24 09:30:00.000', ?, ?, ?, ?, 0)`,
    [to, template, locale, data],
  )
}

export interface StoredLetter {
  readonly id: number
  readonly recipient: string
  readonly sent_at: string | null
  readonly failed_at: string | null
  readonly attempts: number
  readonly data: string
}

export function storedLetters(database: DataSource): Promise<readonly StoredLetter[]> {
  return database.query(
    'SELECT id, recipient, sent_at, failed_at, attempts, data FROM outbox_mails ORDER BY id',
  )
}

/** Keeps what it is given; `refuse` says when it fails, before or after it has taken the mail. */
export function rememberingTransport(
  refuse: (mail: OutgoingMail) => 'no' | 'before' | 'after' = () => 'no',
): MailTransport & { readonly sent: OutgoingMail[] } {
  const sent: OutgoingMail[] = []
  return {
    sent,
    send: (mail) => {
      const answer = refuse(mail)
      if (answer !== 'before') sent.push(mail)
      if (answer === 'no') return Promise.resolve()
      const refusal = Object.assign(new Error(`550 <${mail.to}>: ${mail.subject} is unwanted`), {
        code: 'EENVELOPE',
        responseCode: 550,
      })
      return Promise.reject(refusal)
    },
  }
}
