import type { GraphQLResolveInfo } from 'graphql'
import { FieldResolver, Info, Resolver, Root } from 'type-graphql'
import { Viewer } from '../viewer/viewer'
import type { SessionAnswer } from './session-context'
import { SignInPayload, SignOutPayload, ViewerPayload } from './session.payloads'

/** The `viewer` of each payload: who asks from now on, read with the rights that come with it. */
const viewer = { nullable: true, description: 'Who asks from now on; null when nothing changed.' }

@Resolver(() => SignInPayload)
export class SignInPayloadResolver {
  @FieldResolver(() => Viewer, viewer)
  viewer(@Root() answer: SessionAnswer, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return answer.readViewer?.(info) ?? null
  }
}

@Resolver(() => SignOutPayload)
export class SignOutPayloadResolver {
  @FieldResolver(() => Viewer, viewer)
  viewer(@Root() answer: SessionAnswer, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return answer.readViewer?.(info) ?? null
  }
}

@Resolver(() => ViewerPayload)
export class ViewerPayloadResolver {
  @FieldResolver(() => Viewer, viewer)
  viewer(@Root() answer: SessionAnswer, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return answer.readViewer?.(info) ?? null
  }
}
