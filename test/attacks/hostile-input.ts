import {
  getNullableType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
} from 'graphql'
import { idOf } from '../../schema/world/demo/demo-world'

/** Rows that the owner of Lakeside Hotel may know, by the input field that names them. */
const KNOWN: Readonly<Record<string, string>> = {
  organisationId: idOf('organisation/lakeside'),
  partnershipId: idOf('partnership/lakeside-kontrast'),
  productId: idOf('product/lakeside-mail'),
  invoiceId: idOf('invoice/lakeside-own'.replace('lakeside-own', 'lakeside-own-after-switch')),
  accountId: idOf('prepaid-account/lakeside'),
  membershipId: idOf('membership/lakeside-collaborator'),
  partnerId: idOf('partner/sentiero'),
}

/** An input of the right shape whose every text is the hostile one; ids lead to rows, so that texts get far. */
export function hostileInput(type: GraphQLInputObjectType, text: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.values(type.getFields()).map((field) => [
      field.name,
      valueOf(field.type, { name: field.name, text }),
    ]),
  )
}

function valueOf(type: GraphQLInputType, at: { readonly name: string; readonly text: string }): unknown {
  const inner = getNullableType(type)
  if (isListType(inner)) return [valueOf(inner.ofType, at)]
  if (isInputObjectType(inner)) return hostileInput(inner, at.text)
  if (isEnumType(inner)) return inner.getValues()[0]?.name
  switch (inner.name) {
    case 'ID':
      return KNOWN[at.name] ?? at.text
    case 'Int':
      return 1
    case 'Boolean':
      return true
    case 'Date':
      return '2027-01-01'
    case 'DateTime':
      return '2027-01-01T00:00:00Z'
    case 'Decimal':
      return '1.00'
    default:
      return at.text
  }
}
