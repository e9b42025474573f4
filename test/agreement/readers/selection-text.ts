import type { FieldModel, Model, TypeModel } from '../../../src/query/model/model'
import { typeOf } from '../../../src/query/model/model'

/**
 * Everything there is to select of a row: what of it is readable, and every cell. Of a to-one relation the id of
 * the row, of lists the ids or how many; of the field `whole`, where it is named, everything again.
 */
export function selectionText(model: Model, type: TypeModel, whole?: string): string {
  const cells = [...type.answers].map(([name, answer]) => {
    return name === whole && answer.kind === 'list'
      ? `${name} ${selectionText(model, typeOf(model, answer.relation.target))}`
      : cellText(name, answer)
  })
  return `{ access { readable can } ${cells.join(' ')} }`
}

function cellText(name: string, answer: FieldModel): string {
  switch (answer.kind) {
    case 'id':
    case 'column':
      return name
    case 'money':
      return `${name} { amount currency }`
    case 'embedded':
      return `${name} { ${[...answer.parts.keys()].join(' ')} }`
    case 'one':
    case 'list':
      return `${name} { id }`
    case 'connection':
      return `${name} { totalCount }`
    case 'same':
      return `${name} { __typename }`
  }
}
