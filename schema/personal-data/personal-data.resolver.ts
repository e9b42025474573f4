import { type GraphQLResolveInfo } from 'graphql'
import {
  Arg,
  Ctx,
  Extensions,
  Field,
  Info,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql'
import { work } from '../../src/read/price-list'
import { type CustomQueryContext, type CustomQuery } from '../../src/write/custom-query'
import { type Operation, type WriteContext } from '../../src/write/operation'
import { type SessionContext } from '../session/session-context'
import { CookieChoice } from '../staff/cookie-choice'
import { Payload, userErrorFor, UserError } from '../user-error/user-error'
import { User } from '../user/user.entity'
import { eraseMe } from './erase-me'

@InputType({ description: 'Erases your account. There is no way back.' })
export class EraseMeInput {
  @Field(() => String, { description: 'Your password, asked again.' })
  password: string

  @Field(() => String, {
    nullable: true,
    description: 'A code of the authenticator, or a recovery code, where two-step verification is on.',
  })
  code?: string | null
}

@InputType({ description: 'Says what may be stored in the browser.' })
class ChooseCookiesInput {
  @Field(() => CookieChoice, { description: 'Only what is necessary, or all.' })
  choice: CookieChoice
}

@ObjectType({ simpleResolvers: false, description: 'The result of erasing an account.' })
class EraseMePayload extends Payload {
  @Field(() => Boolean, {
    nullable: true,
    description: 'True: you are signed out everywhere, and unknown here.',
  })
  erased(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@ObjectType({ simpleResolvers: false, description: 'The new choice of what may be stored in the browser.' })
class ChooseCookiesPayload {
  @Field(() => CookieChoice, { nullable: true, description: 'What was chosen.' })
  cookieChoice: CookieChoice | null

  @Field(() => [UserError], { description: 'Why it did not work; empty when it did.' })
  userErrors: readonly UserError[]
}

@Resolver()
export class PersonalDataResolver {
  @Extensions(work({}))
  @Query(() => CookieChoice, {
    nullable: true,
    description:
      'What you allow to be stored in the browser; null where you were not asked yet, and signed out.',
  })
  cookieChoice(@Ctx() context: CustomQueryContext): Promise<CookieChoice | null> {
    return context.inspect(cookieChoiceOf, {})
  }

  @Extensions(work({ locked: 1 }))
  @Mutation(() => ChooseCookiesPayload, {
    description:
      'Says what may be stored in the browser: kept in a cookie of its own and, signed in, in the account too.',
  })
  async chooseCookies(
    @Arg('input', () => ChooseCookiesInput) input: ChooseCookiesInput,
    @Ctx() context: WriteContext & SessionContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ChooseCookiesPayload> {
    const signedIn = context.session.keepCookieChoice(input.choice)
    const answer = new ChooseCookiesPayload()
    answer.cookieChoice = input.choice
    answer.userErrors = []
    if (!signedIn) return answer
    const { refusals, locale } = await context.write(info, chooseCookies, input)
    answer.userErrors = refusals.map((refused) => userErrorFor(refused, locale))
    if (refusals.length > 0) answer.cookieChoice = null
    return answer
  }

  @Extensions(work({ passwords: 1, mails: 1, locked: 100 }))
  @Mutation(() => EraseMePayload, {
    description:
      'Erases your account and signs you out everywhere. What must be kept, such as orders, names a pseudonym. ' +
      'Who is the only owner of an Organisation hands it over first.',
  })
  async eraseMe(
    @Arg('input', () => EraseMeInput) input: EraseMeInput,
    @Ctx() context: WriteContext & SessionContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EraseMePayload> {
    const answer = await context.write(info, eraseMe, input)
    if (answer.outcome['erased'] === true) await context.session.adopt(null)
    return new EraseMePayload(answer)
  }
}

/** Keeps the choice in the account, so that it holds in every browser of who is signed in. */
const chooseCookies: Operation<ChooseCookiesInput> = {
  name: 'chooseCookies',
  by: 'signed in',
  run: async (tx, { choice }) => {
    const key = tx.principal.user?.id ?? 0
    await tx.manager.update(User, key, { cookieChoice: choice })
    await tx.audit({
      action: 'cookies chosen',
      subject: { type: 'User', key },
      organisation: null,
      detail: { choice },
    })
    return { cookieChoice: choice }
  },
}

/** What who is signed in has chosen; null where it was not asked yet, and for visitors, whose browser knows. */
const cookieChoiceOf: CustomQuery<object, CookieChoice> = {
  name: 'cookieChoice',
  find: async ({ manager, principal: { user } }) => {
    if (user === null) return null
    return (await manager.findOneBy(User, { id: user.id }))?.cookieChoice ?? null
  },
}
