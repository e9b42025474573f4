import {
  type AttributeWords,
  type RelationWords,
  type TypeWords,
  type Vocabulary,
} from '../../src/policy/vocabulary'

/** A small account side, enough to say every sentence of the policy language about it. */
export const smallVocabulary: Vocabulary = {
  types: new Map(
    [
      type('Organisation', 'organisation', {
        fields: ['name', 'vatNumber', 'partnerships', 'invoices'],
        attributes: [string('name'), string('vatNumber'), string('postalAddress.city')],
        relations: [
          many('partnerships', 'Partnership'),
          many('invoices', 'Invoice'),
          many('memberships', 'Membership'),
          one('partner', 'Organisation'),
        ],
      }),
      type('Partnership', 'partnership', {
        fields: ['client', 'partner', 'status', 'access', 'startedAt'],
        attributes: [
          oneOf('status', ['PENDING', 'ACTIVE', 'ENDED']),
          oneOf('access', ['LIMITED', 'FULL']),
          { name: 'startedAt', type: 'timestamp', nullable: true },
        ],
        relations: [one('client', 'Organisation'), one('partner', 'Organisation')],
      }),
      type('Invoice', 'invoice', {
        fields: ['number', 'status', 'issuedOn', 'net', 'gross', 'billedOrganisation', 'client', 'lines'],
        attributes: [
          string('number'),
          oneOf('status', ['OPEN', 'PAID']),
          { name: 'issuedOn', type: 'date', nullable: true },
          { name: 'paidAt', type: 'timestamp', nullable: true },
          int('net'),
          int('gross'),
          { name: 'disputed', type: 'bool', nullable: true },
        ],
        relations: [
          one('billedOrganisation', 'Organisation'),
          one('client', 'Organisation'),
          many('lines', 'InvoiceLine'),
        ],
      }),
      type('InvoiceLine', 'invoiceLine', {
        fields: ['description', 'net'],
        attributes: [string('description'), int('net')],
        relations: [one('invoice', 'Invoice')],
      }),
      type('Membership', 'membership', {
        fields: [],
        attributes: [oneOf('role', ['OWNER', 'COLLABORATOR'])],
        relations: [one('organisation', 'Organisation')],
      }),
    ].map((words) => [words.name, words]),
  ),
  roles: ['OWNER', 'ADMINISTRATOR', 'COLLABORATOR', 'EXTERNAL'],
}

function type(
  name: string,
  variable: string,
  words: {
    readonly fields: readonly string[]
    readonly attributes: readonly AttributeWords[]
    readonly relations: readonly RelationWords[]
  },
): TypeWords {
  const id: AttributeWords = { name: 'id', type: 'int', nullable: false }
  return {
    name,
    variable,
    fields: words.fields.map((field) => ({ name: field, nullable: true })),
    attributes: new Map([id, ...words.attributes].map((attribute) => [attribute.name, attribute])),
    relations: new Map(words.relations.map((relation) => [relation.name, relation])),
  }
}

function string(name: string): AttributeWords {
  return { name, type: 'string', nullable: true }
}

function int(name: string): AttributeWords {
  return { name, type: 'int', nullable: true }
}

function oneOf(name: string, values: readonly string[]): AttributeWords {
  return { name, type: 'string', nullable: true, values }
}

function one(name: string, target: string): RelationWords {
  return { name, target, many: false, nullable: true }
}

function many(name: string, target: string): RelationWords {
  return { name, target, many: true, nullable: false }
}
