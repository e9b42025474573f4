import type { GraphQLResolveInfo } from 'graphql'
import { Field, Info, ObjectType } from 'type-graphql'
import { Payload } from '../payload/payload'
import { IrregularityReport } from './irregularity-report.entity'

@ObjectType({ simpleResolvers: false, description: 'What came of a report of an irregularity.' })
export class IrregularityReceiptPayload extends Payload {
  @Field(() => String, {
    nullable: true,
    description:
      'Shown this once: whoever holds it follows the report and goes on writing. It cannot be found again.',
  })
  receipt(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@ObjectType({ simpleResolvers: false, description: 'What came of adding to a report.' })
export class ContinueIrregularityPayload extends Payload {
  @Field(() => Boolean, { nullable: true, description: 'Whether it was added.' })
  added(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@ObjectType({ simpleResolvers: false, description: 'What came of an answer to a report.' })
export class AnswerIrregularityPayload extends Payload {
  @Field(() => IrregularityReport, { nullable: true, description: 'The report answered.' })
  irregularityReport(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}
