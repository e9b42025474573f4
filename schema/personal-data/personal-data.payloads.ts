import type { GraphQLResolveInfo } from 'graphql'
import { Field, Info, ObjectType } from 'type-graphql'
import { Payload } from '../payload/payload'
import { CookieChoice } from '../staff/cookie-choice'
import { UserError } from '../user-error/user-error'

@ObjectType({ simpleResolvers: false, description: 'What came of erasing an account.' })
export class EraseMePayload extends Payload {
  @Field(() => Boolean, {
    nullable: true,
    description: 'True: you are signed out everywhere, and unknown here.',
  })
  erased(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@ObjectType({ simpleResolvers: false, description: 'What may be stored in the browser from now on.' })
export class ChooseCookiesPayload {
  @Field(() => CookieChoice, { nullable: true, description: 'What was chosen.' })
  cookieChoice: CookieChoice | null

  @Field(() => [UserError], { description: 'Why it did not work; empty when it did.' })
  userErrors: readonly UserError[]
}
