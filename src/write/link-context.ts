import type { Inquiry } from './inquiry'

/** The door through which resolvers look at what a link opens. */
export interface LinkContext {
  look<Input, Found>(inquiry: Inquiry<Input, Found>, input: Input): Promise<Found | null>
}
