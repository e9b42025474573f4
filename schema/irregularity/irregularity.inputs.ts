import { Field, ID, InputType } from 'type-graphql'

@InputType({ description: 'Reports an irregularity. Nothing of who sends it is kept, signed in or not.' })
export class ReportIrregularityInput {
  @Field(() => String, {
    description: 'What happened, in at most 10,000 characters. Write nothing that tells who you are.',
  })
  text: string
}

@InputType({ description: 'Adds to a report, by its receipt. Nothing of who sends it is kept.' })
export class ContinueIrregularityInput {
  @Field(() => String, { description: 'The receipt that the report came to.' })
  receipt: string

  @Field(() => String, { description: 'What there is to add, in at most 10,000 characters.' })
  text: string
}

@InputType({ description: 'Answers a report, as compliance.' })
export class AnswerIrregularityInput {
  @Field(() => ID, { description: 'The report.' })
  irregularityReportId: string

  @Field(() => String, { description: 'What its reporter is told, in at most 10,000 characters.' })
  text: string
}
