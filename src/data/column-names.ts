import { DefaultNamingStrategy } from 'typeorm'

/**
 * One rule names every column: `postalAddress.city` with prefix `address` is `address_city`, the relation
 * `placedFor` is kept in `placed_for_id`. Entities name a column only where the word is reserved in SQL.
 */
export class ColumnNames extends DefaultNamingStrategy {
  override columnName(property: string, given: string, prefixes: string[]): string {
    return [...prefixes, given || property].map(snakeCase).join('_')
  }

  override joinColumnName(relation: string, referenced: string): string {
    return `${snakeCase(relation)}_${snakeCase(referenced)}`
  }
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
