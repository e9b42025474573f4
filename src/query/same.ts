import 'reflect-metadata'

const SAME_KEY = 'mandate:same'

/** For each field of a grouping object, the field of the row it is another name for. */
export type SameFields = Readonly<Record<string, string>>

/** Declares an object without a table of its own: each of its fields is another name for a field of this row. */
export function Same(fields: SameFields): PropertyDecorator {
  return (prototype, property) => Reflect.defineMetadata(SAME_KEY, fields, prototype, property)
}

/** The names declared on a property, if it has any. */
export function sameOf(prototype: object, property: string): SameFields | undefined {
  return Reflect.getMetadata(SAME_KEY, prototype, property) as SameFields | undefined // only the decorator above writes this key
}
