import 'reflect-metadata'

const REFERENCE_KEY = 'mandate:reference'

/**
 * Declares a field that is the public id at the end of a to-one relation: `@Reference('organisation')`. It tells
 * the id alone, also where the row behind it may not be known; whether it may, the field's own policy decides.
 */
export function Reference(relation: string): PropertyDecorator {
  return (prototype, property) => Reflect.defineMetadata(REFERENCE_KEY, relation, prototype, property)
}

/** The relation declared on a property, if it has one. */
export function referenceOf(prototype: object, property: string): string | undefined {
  return Reflect.getMetadata(REFERENCE_KEY, prototype, property) as string | undefined // only the decorator above writes this key
}
