import { Field, ObjectType, registerEnumType } from 'type-graphql'
import { type Locale, localeOf } from '../../src/platform/mail/language'
import { type WriteAnswer } from '../../src/write/operation'
import { type RefusalDetails, type Refusal, refusal, type RefusalCode } from '../../src/write/refusal'
import { Reason, type ReasonName, saySentence } from './reason'

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

/** The closed set of codes, the same in `errors` and in `userErrors`. Tests compare codes and sentences with the server's catalogue. */
export enum ErrorCode {
  UNAUTHENTICATED = 'UNAUTHENTICATED',
  FORBIDDEN = 'FORBIDDEN',
  FIELD_FORBIDDEN = 'FIELD_FORBIDDEN',
  NOT_FOUND = 'NOT_FOUND',
  BAD_USER_INPUT = 'BAD_USER_INPUT',
  INVALID_CURSOR = 'INVALID_CURSOR',
  CONFLICT = 'CONFLICT',
  COST_EXCEEDED = 'COST_EXCEEDED',
  RATE_LIMITED = 'RATE_LIMITED',
  DOCUMENT_NOT_TRUSTED = 'DOCUMENT_NOT_TRUSTED',
  INTERNAL = 'INTERNAL',
}

registerEnumType(ErrorCode, {
  name: 'ErrorCode',
  description: 'Why something was refused; docs/reference/errors.md says how to get out.',
  valuesConfig: {
    UNAUTHENTICATED: { description: 'You are not signed in.' },
    FORBIDDEN: { description: 'You see this, but you may not do this.' },
    FIELD_FORBIDDEN: { description: 'You may not read this field of this object.' },
    NOT_FOUND: { description: 'There is nothing here that you may know of.' },
    BAD_USER_INPUT: { description: 'The request cannot be understood as it stands.' },
    INVALID_CURSOR: { description: 'This cursor does not belong to this list.' },
    CONFLICT: { description: 'This collides with something that was done before.' },
    COST_EXCEEDED: { description: 'The operation asks for more than one request may.' },
    RATE_LIMITED: { description: 'Too much was asked in too short a time.' },
    DOCUMENT_NOT_TRUSTED: { description: 'This server answers only documents it was given beforehand.' },
    INTERNAL: { description: 'Something went wrong on our side.' },
  },
})

/**
 * What a mutation answers. A payload adds a method for each row it shows:
 * `@Field(() => Product, { nullable: true }) product(@Info() info) { return this.written.read(info) }`.
 */
@ObjectType({ simpleResolvers: false })
export abstract class Payload {
  constructor(protected readonly written: WriteAnswer) {}

  @Field(() => [UserError], { description: 'Why nothing was done; empty where it was done.' })
  userErrors(): UserError[] {
    const { refusals, locale } = this.written
    return refusals.map((refused) => userErrorFor(refused, locale))
  }
}

/** A complaint as its reader gets it: code, reason, field, and one sentence in their language. */
export function userErrorFor({ code, reason, field, facts }: RefusalDetails, language: string): UserError {
  const message = saySentence(localeOf(language), reason, facts)
  return Object.assign(new UserError(), { code: ErrorCode[code], reason, field, message })
}

/** What a refusal says beyond its reason. */
interface About {
  /** The input field that is to blame. */
  readonly field?: string
  /** What the sentence mentions. INVARIANT: only what the caller knows or may know. */
  readonly facts?: Readonly<Record<string, string | number>>
}

/** A refusal for a reason of the catalogue: `throw refuse('CONFLICT', 'UNCHANGED', { field: 'paymentMode' })`. */
export function refuse(code: RefusalCode, reason: ReasonName, about: About = {}): Refusal {
  return refusal(code, reason, about)
}

/** One sentence in every language people are answered in. An ICU message: `{name}` stands for a fact, a plural chooses by one. */
export type Sentences = Readonly<Record<Locale, string>>
