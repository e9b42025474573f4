import { z } from 'zod'
import { type ChangeDeclaration, changeMail } from '../change/change-declaration'
import { ChangeKind } from '../change/change-kind'
import { money, named } from '../change/mail-shapes'

/** INVARIANT: whoever may not read the total gets a mail without any amount. */
export const orderChanges = {
  [ChangeKind.ORDER_PLACED]: {
    about: 'order',
    mail: changeMail(
      'organisation { name } placedFor { name } payer { name } lines { description } total { amount currency }',
      z.object({
        organisation: named,
        placedFor: named,
        payer: named,
        lines: z.array(z.object({ description: z.string() })).min(1),
        total: money.nullable(),
      }),
      ({ organisation: by, placedFor, payer, lines, total }) => {
        const data = {
          organisation: placedFor.name,
          by: by.name,
          payer: payer.name,
          lines: lines.map(({ description }) => description).join('\n'),
        }
        return total === null
          ? { template: 'order-placed', data }
          : { template: 'order-placed-priced', data: { ...data, total } }
      },
    ),
  },
} as const satisfies { readonly [kind in ChangeKind]?: ChangeDeclaration }
