import { createTransport } from 'nodemailer'
import { checkEnvelope } from './check-envelope'
import type { MailTransport } from './mail-transport'

/** Milliseconds after which a server that does not answer counts as unreachable. */
const CONNECT_TIMEOUT = 10_000
const ANSWER_TIMEOUT = 30_000

/**
 * Hands mails to the server at `smtp://USER:PASSWORD@HOST:PORT` (STARTTLS where offered) or `smtps://…` (TLS).
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
    // WHY: a text is a text, never the name of a file or page to be read.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(mail) {
      checkEnvelope(mail)
      const { from, to, subject, text, messageId } = mail
      // WHY objects: an address given as text is taken apart at commas.
      await transport.sendMail({ from, to: { name: '', address: to }, subject, text, messageId })
    },
  }
}

function isThisMachine(host: string): boolean {
  return ['localhost', '127.0.0.1', '::1'].includes(host)
}
