import { type GraphQLResolveInfo } from 'graphql'
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql'
import { Viewer, withRemembered } from '../viewer/viewer'
import { type SessionAnswer, type SessionContext } from './session-context'
import { SignInPayload, SignOutPayload, ViewerPayload } from './session.resolver'

/** The `viewer` of each payload: the principal after the change, read with its new rights. */
const viewer = { nullable: true, description: 'The viewer after the change; null when nothing changed.' }

async function viewerOf(
  answer: SessionAnswer,
  context: SessionContext,
  info: GraphQLResolveInfo,
): Promise<unknown> {
  return withRemembered((await answer.readViewer?.(info)) ?? null, context)
}

@Resolver(() => SignInPayload)
export class SignInPayloadResolver {
  @FieldResolver(() => Viewer, viewer)
  viewer(
    @Root() answer: SessionAnswer,
    @Ctx() context: SessionContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return viewerOf(answer, context, info)
  }
}

@Resolver(() => SignOutPayload)
export class SignOutPayloadResolver {
  @FieldResolver(() => Viewer, viewer)
  viewer(
    @Root() answer: SessionAnswer,
    @Ctx() context: SessionContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return viewerOf(answer, context, info)
  }
}

@Resolver(() => ViewerPayload)
export class ViewerPayloadResolver {
  @FieldResolver(() => Viewer, viewer)
  viewer(
    @Root() answer: SessionAnswer,
    @Ctx() context: SessionContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return viewerOf(answer, context, info)
  }
}
