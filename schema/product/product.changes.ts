import { type ChangeDeclaration, type ChangeMail, changeMail } from '../change/change-declaration'
import { ChangeKind } from '../change/change-kind'
import { named } from '../change/mail-shapes'

const ASKS = 'name organisation { name }'
const shape = named.extend({ organisation: named })

function mail(template: string): ChangeMail {
  return changeMail(ASKS, shape, ({ name: product, organisation }) => ({
    template,
    data: { product, organisation: organisation.name },
  }))
}

export const productChanges = {
  [ChangeKind.PRODUCT_SUSPENDED]: { about: 'product', also: 'partners', mail: mail('product-suspended') },
  [ChangeKind.PRODUCT_ENDED]: { about: 'product', also: 'partners', mail: mail('product-ended') },
  // WHY without a mail: both sides get one with the answer at once, whatever they have chosen.
  [ChangeKind.HOLDER_CHANGE_CONFIRMED]: { about: 'product', also: 'partners' },
  [ChangeKind.HOLDER_CHANGE_REFUSED]: { about: 'product', also: 'partners' },
} as const satisfies { readonly [kind in ChangeKind]?: ChangeDeclaration }
