import { type GraphQLResolveInfo } from 'graphql'
import {
  Arg,
  Ctx,
  Extensions,
  Field,
  ID,
  Info,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql'
import { work } from '../../src/read/price-list'
import { asks } from '../../src/read/schema/annotations'
import { byNobody } from '../../src/read/schema/by-nobody'
import { type CustomQueryContext, type LinkContext } from '../../src/write/custom-query'
import { type WriteContext } from '../../src/write/operation'
import { Payload } from '../user-error/user-error'
import { type PlannedRead, ReadList } from '../relay/read-query'
import { IrregularityReport, IrregularityReportConnection, IrregularityThread } from './irregularity.entity'
import { threadOfReceipt, threadOfReport } from './read-threads'
import { answerIrregularity, continueIrregularity, reportIrregularity } from './report-irregularity'

@InputType({ description: 'Reports an irregularity. Nothing of who sends it is kept, signed in or not.' })
export class ReportIrregularityInput {
  @Field(() => String, {
    description: 'What happened, in at most 10,000 characters. Write nothing that tells who you are.',
  })
  text: string
}

@InputType({ description: 'Adds to a report, by its receipt. Nothing about the sender is stored.' })
export class ContinueIrregularityInput {
  @Field(() => String, { description: 'The receipt that the report came to.' })
  receipt: string

  @Field(() => String, { description: 'The addition, in at most 10,000 characters.' })
  text: string
}

@InputType({ description: 'Answers a report, as compliance.' })
export class AnswerIrregularityInput {
  @Field(() => ID, { description: 'The report.' })
  irregularityReportId: string

  @Field(() => String, { description: 'The answer to the reporter, in at most 10,000 characters.' })
  text: string
}

@ObjectType({ simpleResolvers: false, description: 'The result of a report of an irregularity.' })
class IrregularityReceiptPayload extends Payload {
  @Field(() => String, {
    nullable: true,
    description:
      'Shown this once: whoever holds it follows the report and goes on writing. It cannot be found again.',
  })
  receipt(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@ObjectType({ simpleResolvers: false, description: 'The result of adding to a report.' })
class ContinueIrregularityPayload extends Payload {
  @Field(() => Boolean, { nullable: true, description: 'Whether it was added.' })
  added(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@ObjectType({ simpleResolvers: false, description: 'The result of an answer to a report.' })
class AnswerIrregularityPayload extends Payload {
  @Field(() => IrregularityReport, { nullable: true, description: 'The report answered.' })
  irregularityReport(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@Resolver()
export class IrregularityResolver {
  @Extensions({ ...byNobody(), ...work({}) })
  @Query(() => IrregularityThread, {
    nullable: true,
    description: 'The report that a receipt opens, with all messages; null where no report has it.',
  })
  irregularityReport(
    @Arg('receipt', () => String, { description: 'How the report was closed.' }) receipt: string,
    @Ctx() context: LinkContext,
  ): Promise<IrregularityThread | null> {
    return context.look(threadOfReceipt, { receipt })
  }

  @ReadList(() => IrregularityReportConnection, 'As compliance, the reports there are.')
  readonly irregularityReports: PlannedRead

  @Extensions(work({}))
  @Query(() => IrregularityThread, {
    nullable: true,
    description: 'As compliance, what was written about a report.',
  })
  irregularityThread(
    @Arg('irregularityReportId', () => ID, { description: 'The report.' }) id: string,
    @Ctx() context: CustomQueryContext,
  ): Promise<IrregularityThread | null> {
    return context.inspect(threadOfReport, { id })
  }

  @Extensions({ ...byNobody(), ...work({ locked: 2 }) })
  @Mutation(() => IrregularityReceiptPayload, {
    description:
      'Reports an irregularity without a name, signed in or not: no person, no address and no hour is kept. Read by ' +
      'compliance alone.',
  })
  async reportIrregularity(
    @Arg('input', () => ReportIrregularityInput) input: ReportIrregularityInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<IrregularityReceiptPayload> {
    return new IrregularityReceiptPayload(await context.write(info, reportIrregularity, input))
  }

  @Extensions({ ...byNobody(), ...work({ locked: 2 }) })
  @Mutation(() => ContinueIrregularityPayload, {
    description: 'Adds to a report, by its receipt; as anonymous as the report.',
  })
  async continueIrregularity(
    @Arg('input', () => ContinueIrregularityInput) input: ContinueIrregularityInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ContinueIrregularityPayload> {
    return new ContinueIrregularityPayload(await context.write(info, continueIrregularity, input))
  }

  @Extensions(asks('IrregularityReport', 'answer'))
  @Extensions(work({ locked: 2 }))
  @Mutation(() => AnswerIrregularityPayload, { description: 'As compliance, answers a report.' })
  async answerIrregularity(
    @Arg('input', () => AnswerIrregularityInput) input: AnswerIrregularityInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AnswerIrregularityPayload> {
    return new AnswerIrregularityPayload(await context.write(info, answerIrregularity, input))
  }
}
