import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, ID, Info, Mutation, Query, Resolver } from 'type-graphql'
import { work } from '../../src/price/work'
import { asks } from '../../src/query/asks'
import { byNobody } from '../../src/query/by-nobody'
import type { InspectContext } from '../../src/write/inspect-context'
import type { LinkContext } from '../../src/write/link-context'
import type { WriteContext } from '../../src/write/write-context'
import { type PlannedRead, ReadList } from '../relay/read-query'
import { answerIrregularity } from './answer-irregularity'
import { continueIrregularity } from './continue-irregularity'
import { IrregularityReportConnection } from './irregularity-report.connection'
import { IrregularityThread } from './irregularity-thread'
import {
  AnswerIrregularityInput,
  ContinueIrregularityInput,
  ReportIrregularityInput,
} from './irregularity.inputs'
import {
  AnswerIrregularityPayload,
  ContinueIrregularityPayload,
  IrregularityReceiptPayload,
} from './irregularity.payload'
import { threadOfReceipt, threadOfReport } from './read-threads'
import { reportIrregularity } from './report-irregularity'

@Resolver()
export class IrregularityResolver {
  @Extensions({ ...byNobody(), ...work({}) })
  @Query(() => IrregularityThread, {
    nullable: true,
    description: 'The report that a receipt opens, with all messages; null where no report has it.',
  })
  irregularityReport(
    @Arg('receipt', () => String, { description: 'What the report came to.' }) receipt: string,
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
    @Ctx() context: InspectContext,
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
