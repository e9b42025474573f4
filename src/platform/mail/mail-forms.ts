/** The kinds of facts in a mail, each with the type of its value. */
export interface FactKinds {
  /** A line of text from outside, such as a name. INVARIANT: no link in it works, and a subject quotes it. */
  readonly text: string
  /** A line of text that we made, such as the number of an invoice. */
  readonly ours: string
  /** Text of several lines, such as a message. */
  readonly lines: string
  /** An address to click on: http or https. */
  readonly link: string
  /** A day, `2026-11-24`. */
  readonly date: string
  /** A moment, in ISO 8601. */
  readonly instant: string
  readonly count: number
  /** Minor units of a currency. */
  readonly amount: { readonly amount: number; readonly currency: string }
  /** One of our own words, translated into the language of the mail. */
  readonly word: MailWord
}

/** Facts that are one of our words: what is offered, who pays, who ended it. */
export const words = [
  'LIMITED',
  'FULL_CLIENT_PAYS',
  'FULL_PARTNER_PAYS',
  'CLIENT_PAYS',
  'PARTNER_PAYS',
  'CLIENT',
  'PARTNER',
  'API_TOKEN',
  'APPLICATION_PASSWORD',
  'OWNER',
  'ADMINISTRATOR',
  'COLLABORATOR',
  'EXTERNAL',
  'YES',
  'NO',
] as const

export type MailWord = (typeof words)[number]

const invitation = {
  client: 'text',
  partner: 'text',
  offer: 'word',
  products: 'count',
  expiresOn: 'date',
  link: 'link',
} as const

const memberInvitation = {
  organisation: 'text',
  inviter: 'text',
  role: 'word',
  expiresOn: 'date',
  link: 'link',
} as const

/**
 * Every mail there is, with its facts.
 * INVARIANT: only dunning mails hold amounts, and they go to the billed Organisation. A mail about a mandate or a
 * payment mode holds none.
 */
export const mailForms = {
  invitation,
  'invitation-resent': invitation,
  'invitation-accepted': { client: 'text', partner: 'text', offer: 'word' },
  'invitation-refused': { client: 'text', partner: 'text' },
  'access-requested': { client: 'text', partner: 'text', offer: 'word', expiresOn: 'date' },
  'access-granted': { client: 'text', partner: 'text', offer: 'word' },
  'access-refused': { client: 'text', partner: 'text' },
  'partnership-ended': { client: 'text', partner: 'text', endedBy: 'word', endedOn: 'date' },
  'payment-mode-changed': { client: 'text', partner: 'text', mode: 'word', changedOn: 'date' },
  'renewal-reminder': { organisation: 'text', product: 'text', dueOn: 'date' },
  dunning: { organisation: 'text', number: 'ours', due: 'amount', dueOn: 'date' },
  // WHY without the name: whoever signs up chooses it, and the mail may go to somebody else.
  'sign-up': { expiresAt: 'instant', link: 'link' },
  'sign-up-known': {},
  'password-reset': { expiresAt: 'instant', link: 'link' },
  'password-reset-unknown': {},
  'password-changed': { name: 'text', at: 'instant' },
  'two-factor-on': { name: 'text', at: 'instant' },
  'two-factor-off': { name: 'text', at: 'instant' },
  'holder-change': {
    holder: 'text',
    newHolder: 'text',
    product: 'text',
    expiresAt: 'instant',
    link: 'link',
  },
  'support-visit': { organisation: 'text', reason: 'lines', expiresAt: 'instant' },
  'breach-notice': { organisation: 'text', subject: 'text', message: 'lines' },
  'credential-created': { kind: 'word', name: 'text', madeAt: 'instant' },
  'member-invitation': memberInvitation,
  'member-invitation-resent': memberInvitation,
  'member-joined': { organisation: 'text', member: 'text', role: 'word' },
  'member-changed': { organisation: 'text', role: 'word', accounting: 'word' },
  'member-removed': { organisation: 'text' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, keyof FactKinds>>>>

export type MailName = keyof typeof mailForms

/** The facts that a mail needs. */
export type MailData<Name extends MailName> = {
  readonly [Fact in keyof (typeof mailForms)[Name]]: (typeof mailForms)[Name][Fact] extends keyof FactKinds
    ? FactKinds[(typeof mailForms)[Name][Fact]]
    : never
}
