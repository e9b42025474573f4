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
        '      openedBy: opener,\n',
        `      body: linesOf(body, { field: 'body', most: 10_000 }),
      status: TicketStatus.OPEN,
      openedBy: opener,
`,
      ],
    ],
  },
  {
    file: 'schema/support-ticket/support-ticket.demo.ts',
    replace: [
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
