import { Field, ObjectType } from 'type-graphql'
import type { WriteAnswer } from '../../src/write/write-context'
import { sayUserError } from '../user-error/say-user-error'
import { UserError } from '../user-error/user-error'

/**
 * What a mutation answers. A payload adds a method for each row it shows:
 * `@Field(() => Product, { nullable: true }) product(@Info() info) { return this.written.read(info) }`.
 */
@ObjectType({ simpleResolvers: false })
export abstract class Payload {
  constructor(protected readonly written: WriteAnswer) {}

  @Field(() => [UserError], { description: 'Why nothing was done; empty where it was done.' })
  userErrors(): UserError[] {
    const { complaints, locale } = this.written
    return complaints.map((complaint) => sayUserError(complaint, locale))
  }
}
