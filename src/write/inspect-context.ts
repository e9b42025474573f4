import type { Inspection } from './inspection'

/** The door through which resolvers and downloads look at what is no row of a type, as who asks. */
export interface InspectContext {
  inspect<Input, Found>(inspection: Inspection<Input, Found>, input: Input): Promise<Found | null>
}
