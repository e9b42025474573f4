import { registerEnumType } from 'type-graphql'

/** Who wrote a message of the thread. */
export enum IrregularityAuthor {
  REPORTER = 'REPORTER',
  COMPLIANCE = 'COMPLIANCE',
}

registerEnumType(IrregularityAuthor, {
  name: 'IrregularityAuthor',
  description: 'Who wrote a message about an irregularity.',
  valuesConfig: {
    REPORTER: { description: 'Who holds the receipt. Nobody knows who that is.' },
    COMPLIANCE: { description: 'A compliance officer of the provider.' },
  },
})
