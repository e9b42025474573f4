import type { GraphQLResolveInfo } from 'graphql'
import { Field, Info, ObjectType } from 'type-graphql'
import { Payload } from '../payload/payload'
import { ApiToken } from './api-token.entity'
import { ApplicationPassword } from './application-password.entity'

const SECRET =
  'To be copied now: it is shown this once. Null where nothing was made, and for a repeated request.'

@ObjectType({ simpleResolvers: false, description: 'What came of making an application password.' })
export class ApplicationPasswordPayload extends Payload {
  @Field(() => ApplicationPassword, { nullable: true, description: 'The new password, without its secret.' })
  applicationPassword(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }

  @Field(() => String, { nullable: true, description: SECRET })
  secret(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@ObjectType({ simpleResolvers: false, description: 'What came of revoking application passwords.' })
export class ApplicationPasswordsPayload extends Payload {
  @Field(() => [ApplicationPassword], { nullable: true, description: 'Those that are void from now on.' })
  applicationPasswords(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@ObjectType({ simpleResolvers: false, description: 'What came of making or revoking an API token.' })
export class ApiTokenPayload extends Payload {
  @Field(() => ApiToken, { nullable: true, description: 'The token as it is now, without its secret.' })
  apiToken(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }

  @Field(() => String, { nullable: true, description: SECRET })
  secret(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}
