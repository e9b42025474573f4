import { Field, ObjectType } from 'type-graphql'
import { ErrorCode } from './error-code'
import { Reason } from './reason'

/** What is wrong with what the caller asked, and theirs to mend. */
@ObjectType({ simpleResolvers: false, description: 'What is wrong with the input, and yours to mend.' })
export class UserError {
  @Field(() => ErrorCode, { description: 'What kind of problem it is.' })
  code: ErrorCode

  @Field(() => Reason, { nullable: true, description: 'Which problem of its kind, where there are several.' })
  reason: string | null

  @Field(() => String, { nullable: true, description: 'The input field that is to blame, if one is.' })
  field: string | null

  @Field(() => String, { description: 'One sentence for the person who asked, in their language.' })
  message: string
}
