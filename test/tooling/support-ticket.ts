/** A change that somebody makes by hand: in this file, these words become those. */
export interface HandEdit {
  readonly file: string
  readonly replace: readonly (readonly [from: string, to: string])[]
}

/** What turns the skeleton of `npm run new:noun support-ticket -- --operation openTicket` into the noun of issue 12. */
export const supportTicketEdits: readonly HandEdit[] = [
  {
    file: 'schema/support-ticket/support-ticket.entity.ts',
    replace: [
      [
        "import { Field, ObjectType } from 'type-graphql'",
        "import { Field, ObjectType, registerEnumType } from 'type-graphql'",
      ],
      [
        "import { instant, nullable, text } from '../columns'",
        "import { choice, instant, longText, nullable, text } from '../columns'",
      ],
      [
        '/** What a support ticket is: say it in a sentence. */\n',
        `/** The status of a ticket. */
export enum TicketStatus {
  OPEN = 'OPEN',
  CLOSED = 'CLOSED',
}

registerEnumType(TicketStatus, {
  name: 'TicketStatus',
  description: 'The status of a ticket.',
  valuesConfig: {
    OPEN: { description: 'Not answered yet.' },
    CLOSED: { description: 'Answered, and nothing is left to do.' },
  },
})

/** What an Organisation asks the provider. */
`,
      ],
      [
        "  @Field(() => User, nullable('Who opened it.'))",
        `  @Field(() => String, nullable('What is asked.'))
  @Searchable(longText)
  body: string

  @Field(() => TicketStatus, nullable('Its status.'))
  @Column(choice(TicketStatus))
  status: TicketStatus

  @Field(() => User, nullable('Who opened it.'))`,
      ],
    ],
  },
  {
    file: 'schema/support-ticket/MIGRATION',
    replace: [
      [
        '        opened_by_id int NOT NULL,',
        `        body text NOT NULL,
        body_key text,
        status varchar(32) NOT NULL,
        opened_by_id int NOT NULL,`,
      ],
      [
        '        CONSTRAINT support_tickets_organisation',
        `        CONSTRAINT support_tickets_status CHECK (status IN ('OPEN', 'CLOSED')),
        CONSTRAINT support_tickets_organisation`,
      ],
    ],
  },
  {
    file: 'schema/support-ticket/support-ticket.resolver.ts',
    replace: [
      [
        "  @Field(() => String, { nullable: true, description: 'The same key",
        `  @Field(() => String, { description: 'What is asked, in at most 10,000 characters.' })
  body: string

  @Field(() => String, { nullable: true, description: 'The same key`,
      ],
    ],
  },
  {
    file: 'schema/support-ticket/open-ticket.ts',
    replace: [
      ['import { lineOf } from', 'import { lineOf, linesOf } from'],
      ['import { SupportTicket } from', 'import { SupportTicket, TicketStatus } from'],
      ['{ organisationId, title }', '{ organisationId, title, body }'],
      [
        '      openedBy: opener,\n      openedAt: tx.now,\n',
        `      body: linesOf(body, { field: 'body', most: 10_000 }),
      status: TicketStatus.OPEN,
      openedBy: opener,
      openedAt: tx.now,
`,
      ],
    ],
  },
  {
    file: 'schema/support-ticket/support-ticket.demo.ts',
    replace: [
      [
        '  // Its owner has API tokens',
        `  // Its full mandate has ended.
  { name: 'duval-own', organisation: 'duval', openedBy: 'camille-duval', title: 'May I go back' },
  // Its owner has API tokens`,
      ],
      [
        '      title,\n',
        "      title,\n      body: 'Since Monday. What can we do?',\n      status: 'OPEN',\n",
      ],
    ],
  },
  {
    file: 'schema/support-ticket/support-ticket.proofs.ts',
    replace: [
      ["title: 'Probe' }", "title: 'Probe', body: 'Was nun?' }"],
      [
        "readTexts: { 'OpenTicketInput.title': 'a name, by `lineOf`' }",
        "readTexts: {\n    'OpenTicketInput.title': 'a name, by `lineOf`',\n    'OpenTicketInput.body': 'lines, by `linesOf`',\n  }",
      ],
      [
        `storedTexts: { 'support_tickets.title': "Kept: somebody else's record" }`,
        `storedTexts: {
    'support_tickets.title': "Kept: somebody else's record",
    'support_tickets.body': "Kept: somebody else's record",
    'support_tickets.status': 'No person in it',
  }`,
      ],
      ["title: 'x', ", "title: 'x', body: 'x', status: 'OPEN', "],
    ],
  },
  {
    file: 'schema/support-ticket/support-ticket.noun.ts',
    replace: [["fields: 'title openedAt'", "fields: 'title body status openedAt'"]],
  },
  {
    file: 'policies/support-ticket.policy.yaml',
    replace: [
      [
        'whole: [organisation, title, openedBy, openedAt]',
        'whole: [organisation, title, body, status, openedBy, openedAt]',
      ],
      [
        '  - id: support-ticket/opener',
        `  - id: support-ticket/full-partner
    permit: read
    fields: [title, status]
    to: [partnerManager]
    when: fullPartnerOf(supportTicket.organisation)
    because: A Partner with full access sees what its client asks for and whether it is answered, not what was written.
  - id: support-ticket/opener`,
      ],
    ],
  },
  {
    file: 'policies/scenarios/support-ticket.yaml',
    replace: [
      [
        '  - about: Who opened one sees it where it was opened',
        `  - about: The owner of Duval sees its own; the Partner whose mandate has ended does not.
    as: client-owner-ended
    besides:
      sees:
        SupportTicket: { duval-own: all }
  - about: Full Partners see title and status of the tickets of their clients.
    as: [partner-full-client-pays, both-as-partner]
    besides:
      sees:
        SupportTicket: { birkenhof-left: [title, status] }
  - about: Heckenwerk holds a full mandate of Gartenbau Arnold.
    as: members-partner
    besides:
      sees:
        SupportTicket: { gartenbau-own: [title, status] }
  - about: Who opened one sees it where it was opened`,
      ],
      ['and nothing of its clients', 'and of its client no more than title and status'],
      [
        '        SupportTicket: { kontrast-own: all }\n      hides:\n        SupportTicket: lakeside-*',
        `        SupportTicket: { kontrast-own: all, lakeside-*: [title, status] }
      hides:
        SupportTicket: { lakeside-*: [body, openedBy, openedAt, organisation] }`,
      ],
    ],
  },
]
