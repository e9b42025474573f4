/** A mail to one person. */
export interface OutgoingMail {
  readonly from: { readonly name: string; readonly address: string }
  /** One bare address. */
  readonly to: string
  readonly subject: string
  readonly text: string
  /** `<…@…>`. The same when the same mail is sent again, so that a second delivery can be told. */
  readonly messageId: string
}

/** Where mails leave the system. */
export interface MailTransport {
  /** Resolves once the mail is somebody else's to deliver. @throws when it was refused or nobody could be reached. */
  send(mail: OutgoingMail): Promise<void>
}
