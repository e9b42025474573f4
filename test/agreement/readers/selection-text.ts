import { type FieldModel, type Model, type TypeModel, typeOf } from '../../../src/read/schema/model'

/**
 * Everything there is to select of a row: what of it is readable, and every cell. Of a to-one relation the id of
 * the row, of lists the ids or how many; of the field `whole`, where it is named, everything again.
 */
export function everythingText(model: Model, type: TypeModel, whole?: string): string {
  const cells = [...type.answers].map(([name, answer]) => {
    return name === whole && answer.kind === 'list'
      ? `${name} ${everythingText(model, typeOf(model, answer.relation.target))}`
      : (valueText(name, answer) ?? edgeText(name, answer))
  })
  return `{ access { readable can } ${cells.join(' ')} }`
}

/** What of a row is readable, and the cells of its own: one statement. */
export function valuesText(type: TypeModel): string {
  const cells = [...type.answers].map(([name, answer]) => valueText(name, answer) ?? '')
  return `{ access { readable can } ${cells.join(' ')} }`
}

function valueText(name: string, answer: FieldModel): string | undefined {
  switch (answer.kind) {
    case 'id':
    case 'column':
    case 'own':
      return name
    case 'money':
      return `${name} { amount currency }`
    case 'embedded':
      return `${name} { ${[...answer.parts.keys()].join(' ')} }`
    case 'one':
    case 'list':
    case 'connection':
    case 'same':
      return undefined
  }
}

function edgeText(name: string, { kind }: FieldModel): string {
  if (kind === 'connection') return `${name} { totalCount }`
  return kind === 'same' ? `${name} { __typename }` : `${name} { id }`
}
