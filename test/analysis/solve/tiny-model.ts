import { type Model } from '../../../src/read/schema/model'
import { column, key, list, modelOf, nullable, other, type } from '../model-parts'

/**
 * Firms with parents, licences that share the id of their firm, safes of which a firm has one at most, and items. All
 * kinds of relations there are, and every value may be absent that can be.
 */
export const tinyModel: Model = modelOf([
  type(
    'Firm',
    [nullable(column('open', 'bool')), nullable(column('size', 'int')), nullable(column('since', 'date'))],
    [
      key('parent', 'Firm', 'parent_id'),
      list('children', 'Firm', 'parent_id'),
      list('items', 'Item', 'firm_id'),
      other('licence', 'Licence', 'id'),
      other('safe', 'Safe', 'firm_id'),
    ],
  ),
  type('Licence', [column('state', 'string', ['A', 'B'])], [nullable(key('firm', 'Firm', 'id'), false)]),
  type('Safe', [nullable(column('open', 'bool'))], [key('firm', 'Firm', 'firm_id')]),
  type(
    'Item',
    [nullable(column('state', 'string', ['A', 'B'])), nullable(column('at', 'timestamp'))],
    [key('firm', 'Firm', 'firm_id')],
  ),
])
