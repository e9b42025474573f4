import type { OutgoingMail } from './mail-transport'

/**
 * Refuses a mail whose header could say something else than it should: a line break that begins another header, or a
 * second recipient.
 * @throws TypeError, which repeats nothing of the mail.
 */
export function checkEnvelope({ from, to, subject, messageId }: OutgoingMail): void {
  for (const [name, address] of [['from', from.address] as const, ['to', to] as const]) {
    if (!isOneAddress(address)) throw new TypeError(`\`${name}\` of a mail must be one address.`)
  }
  for (const [name, line] of Object.entries({ 'from.name': from.name, subject, messageId })) {
    if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(line)) throw new TypeError(`\`${name}\` of a mail must be one line.`)
  }
}

/** WHY so strict: brackets, commas, quotes and colons have a meaning in headers. */
function isOneAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[^\s\p{Cc}\p{Zl}\p{Zp}@<>()[\]\\,;:"]+@[^\s\p{Cc}\p{Zl}\p{Zp}@<>()[\]\\,;:"]+$/u.test(text)
  )
}
