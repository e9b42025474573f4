import { type ColumnMetadata } from 'typeorm/metadata/ColumnMetadata'
import { type TableValue } from '../../../schema/world/world-database'

/** As `decide` takes rows: numbers, booleans, ISO texts. */
export function factOfCell(cell: TableValue, column: ColumnMetadata): string | number | boolean | null {
  if (cell === null) return null
  switch (kindOf(column.type)) {
    case 'int':
      return Number(cell)
    case 'bool':
      return Number(cell) === 1
    case 'instant':
      return instantOf(cell).toISOString()
    case 'day':
    case 'text':
      return String(cell)
  }
}

type Kind = 'int' | 'bool' | 'instant' | 'day' | 'text'

function kindOf(type: unknown): Kind {
  const name = typeof type === 'function' ? type.name.toLowerCase() : String(type)
  if (['int', 'integer', 'bigint', 'number'].includes(name)) return 'int'
  if (['boolean', 'bool'].includes(name)) return 'bool'
  if (name === 'datetime') return 'instant'
  if (name === 'date') return 'day'
  if (['varchar', 'char', 'text', 'string'].includes(name)) return 'text'
  throw new Error(`No reader knows cells of type ${name}`)
}

function instantOf(cell: string | number): Date {
  return new Date(`${String(cell).replace(' ', 'T')}Z`)
}
