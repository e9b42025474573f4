import { z } from 'zod'
import { type ChangeDeclaration, changeMail } from '../change/change-declaration'
import { ChangeKind } from '../change/change-kind'
import { money } from '../change/mail-shapes'

const ASKS = 'clientName amount { amount currency }'
const shape = z.object({ clientName: z.string(), amount: money })

export const cashbackEntryChanges = {
  [ChangeKind.CASHBACK_CREDITED]: {
    about: 'cashbackEntry',
    mail: changeMail(ASKS, shape, ({ clientName: client, amount }) => ({
      template: 'cashback-credited',
      data: { client, amount },
    })),
  },
  [ChangeKind.CASHBACK_REVERSED]: {
    about: 'cashbackEntry',
    mail: changeMail(ASKS, shape, ({ clientName: client, amount }) => ({
      template: 'cashback-reversed',
      data: { client, amount },
    })),
  },
} as const satisfies { readonly [kind in ChangeKind]?: ChangeDeclaration }
