import 'reflect-metadata'

const SEARCHED_KEY = 'mandate:searched'

/**
 * Declares where the `search` of this type's lists looks: fields, or fields behind relations, `user.name`. A reader's search
 * looks only through what that reader may see.
 */
export function Searched(paths: readonly string[]): ClassDecorator {
  return (target) => Reflect.defineMetadata(SEARCHED_KEY, paths, target)
}

/** The paths declared on an entity; none where its lists have no `search`. */
export function searchedOf(entity: unknown): readonly string[] {
  if (typeof entity !== 'function') return []
  return (Reflect.getMetadata(SEARCHED_KEY, entity) as readonly string[] | undefined) ?? [] // only the decorator above writes this key
}
