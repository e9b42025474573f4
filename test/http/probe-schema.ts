import { GraphQLError, type GraphQLResolveInfo, type GraphQLSchema, isObjectType } from 'graphql'
import 'reflect-metadata'
import { Arg, buildSchemaSync, Ctx, Field, Info, Int, ObjectType, Query, Resolver } from 'type-graphql'
import {
  SignInPayloadResolver,
  SignOutPayloadResolver,
  ViewerPayloadResolver,
} from '../../schema/session/payload-viewer.resolver'
import { SessionResolver } from '../../schema/session/session.resolver'
import { ViewerResolver } from '../../schema/viewer/viewer.resolver'
import { type ReadContext } from '../../src/read/read-context'

@ObjectType()
class Probe {
  @Field(() => String, { nullable: true })
  name: string

  @Field(() => Probe, { nullable: true })
  inner: Probe
}

/** Root fields that behave, misbehave and take their time. */
@Resolver()
class ProbeResolver {
  @Query(() => Probe, { nullable: true })
  probe(@Ctx() context: ReadContext, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.read(info)
  }

  @Query(() => String, { nullable: true })
  echo(@Arg('text', () => String) text: string): string {
    return text
  }

  @Query(() => Int, { nullable: true })
  countdown(@Arg('from', () => Int) from: number): Promise<number> {
    return new Promise((resolve) => setTimeout(() => resolve(0), from).unref())
  }

  /** What a bug in the data layer might throw. */
  @Query(() => String, { nullable: true })
  broken(@Arg('how', () => String) how: string): string {
    const secret = 'SELECT password_hash FROM users -- /srv/mandate/data.db'
    if (how === 'error') throw new Error(secret)
    if (how === 'graphql error') throw new GraphQLError(secret)
    if (how === 'no error') throw secret as unknown as Error // a driver may throw anything
    return how
  }

  /** A value that GraphQL itself cannot put into the answer. */
  @Query(() => Int, { nullable: true })
  misfit(): string {
    return 'SELECT password_hash'
  }
}

/** The session fields of the real schema beside the probes, its plain fields resolved as the engine's are. */
export function probeSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      ProbeResolver,
      SessionResolver,
      SignInPayloadResolver,
      SignOutPayloadResolver,
      ViewerPayloadResolver,
      ViewerResolver,
    ],
    validate: false,
  })
  for (const type of [schema.getType('Viewer'), schema.getType('Probe'), schema.getType('UserError')]) {
    if (isObjectType(type)) for (const field of Object.values(type.getFields())) delete field.resolve
  }
  return schema
}
