import type { ColumnModel, Model, RelationModel, TypeModel } from '../../../src/query/model/model'

/**
 * Firms with parents, licences that share the id of their firm, safes of which a firm has one at most, and items. All
 * kinds of relations there are, and every value may be absent that can be.
 */
export const tinyModel: Model = {
  types: new Map(
    [
      type(
        'Firm',
        [column('open', 'bool'), column('size', 'int'), column('since', 'date')],
        [
          key('parent', 'Firm', 'parent_id'),
          list('children', 'Firm', 'parent_id'),
          list('items', 'Item', 'firm_id'),
          other('licence', 'Licence', 'id'),
          other('safe', 'Safe', 'firm_id'),
        ],
      ),
      type(
        'Licence',
        [{ ...column('state', 'string', ['A', 'B']), nullable: false }],
        [{ ...key('firm', 'Firm', 'id'), nullable: false }],
      ),
      type('Safe', [column('open', 'bool')], [key('firm', 'Firm', 'firm_id')]),
      type(
        'Item',
        [column('state', 'string', ['A', 'B']), column('at', 'timestamp')],
        [key('firm', 'Firm', 'firm_id')],
      ),
    ].map((one) => [one.name, one]),
  ),
}

function type(name: string, columns: readonly ColumnModel[], relations: readonly RelationModel[]): TypeModel {
  const id: ColumnModel = { ...column('id', 'int'), nullable: false }
  return {
    name,
    variable: name.toLowerCase(),
    table: name.toLowerCase(),
    isNode: true,
    fields: [],
    attributes: new Map([id, ...columns].map((one) => [one.name, one])),
    relations: new Map(relations.map((one) => [one.name, one])),
    answers: new Map(),
  }
}

function column(name: string, kind: ColumnModel['type'], values?: readonly string[]): ColumnModel {
  const sql = (alias: string): string => `${alias}.\`${name}\``
  return {
    name,
    type: kind,
    nullable: true,
    derived: false,
    sql,
    ...(values === undefined ? {} : { values }),
  }
}

function key(name: string, target: string, near: string): RelationModel {
  return { name, target, many: false, nullable: true, owning: true, near, far: 'id' }
}

function list(name: string, target: string, far: string): RelationModel {
  return { name, target, many: true, nullable: true, owning: false, near: 'id', far }
}

function other(name: string, target: string, far: string): RelationModel {
  return { ...list(name, target, far), many: false }
}
