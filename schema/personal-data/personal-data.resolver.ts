import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, Info, Mutation, Query, Resolver } from 'type-graphql'
import { work } from '../../src/price/work'
import type { InspectContext } from '../../src/write/inspect-context'
import type { WriteContext } from '../../src/write/write-context'
import type { SessionContext } from '../session/session-context'
import { CookieChoice } from '../staff/cookie-choice'
import { sayUserError } from '../user-error/say-user-error'
import { chooseCookies } from './choose-cookies'
import { cookieChoiceOf } from './cookie-choice-of'
import { eraseMe } from './erase-me'
import { ChooseCookiesInput, EraseMeInput } from './personal-data.inputs'
import { ChooseCookiesPayload, EraseMePayload } from './personal-data.payloads'

@Resolver()
export class PersonalDataResolver {
  @Extensions(work({}))
  @Query(() => CookieChoice, {
    nullable: true,
    description:
      'What you allow to be stored in the browser; null where you were not asked yet, and signed out.',
  })
  cookieChoice(@Ctx() context: InspectContext): Promise<CookieChoice | null> {
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
    const { complaints, locale } = await context.write(info, chooseCookies, input)
    answer.userErrors = complaints.map((complaint) => sayUserError(complaint, locale))
    if (complaints.length > 0) answer.cookieChoice = null
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
