import 'reflect-metadata'

const VIA_KEY = 'mandate:via'

/** A to-many field that reaches its target through a join entity: `relation` of this row, then `target` of that one. */
export interface ViaPath {
  readonly relation: string
  readonly target: string
}

/** Declares a connection over the `target` of the rows of `relation`: `@Via('grants', 'product')`. */
export function Via(relation: string, target: string): PropertyDecorator {
  const path: ViaPath = { relation, target }
  return (prototype, property) => Reflect.defineMetadata(VIA_KEY, path, prototype, property)
}

/** The path declared on a property, if it has one. */
export function viaOf(prototype: object, property: string): ViaPath | undefined {
  return Reflect.getMetadata(VIA_KEY, prototype, property) as ViaPath | undefined // only the decorator above writes this key
}
