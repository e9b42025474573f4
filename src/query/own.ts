import 'reflect-metadata'

const OWN_KEY = 'mandate:own'

/** What of who asks a row can be. */
export type OwnPart = 'session'

/** Declares a field that says whether this very row is the one of who asks: `@Own('session')`. Nothing stores it. */
export function Own(part: OwnPart): PropertyDecorator {
  return (prototype, property) => Reflect.defineMetadata(OWN_KEY, part, prototype, property)
}

/** The part declared on a property, if it has one. */
export function ownOf(prototype: object, property: string): OwnPart | undefined {
  return Reflect.getMetadata(OWN_KEY, prototype, property) as OwnPart | undefined // only the decorator above writes this key
}
