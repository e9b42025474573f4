import { Field, ObjectType } from 'type-graphql'

/** Not a row: a line of the catalogue in `policies/scopes.yaml`. */
@ObjectType({ simpleResolvers: false, description: 'What an API token may be limited to.' })
export class Scope {
  @Field(() => String, { description: 'As `createApiToken` takes it: `invoices:read`.' })
  name: string

  @Field(() => String, { description: 'What it opens, in one sentence.' })
  means: string
}
