import { z } from 'zod'
import { type ChangeDeclaration, type ChangeMail, changeMail } from '../change/change-declaration'
import { ChangeKind } from '../change/change-kind'
import { PartnershipAccess, PartnershipEventKind, PaymentMode } from './partnership-terms'
import { type MandateTerms } from './terms'

const ASKS = 'clientName partner { displayName }'
const sides = z.object({ clientName: z.string(), partner: z.object({ displayName: z.string() }) })

function mail(template: string): ChangeMail {
  return changeMail(ASKS, sides, ({ clientName: client, partner }) => ({
    template,
    data: { client, partner: partner.displayName },
  }))
}

/** What a mail leaves with by itself (accepted, refused, ended, another mode) is in the feed alone. */
export const partnershipChanges = {
  [ChangeKind.MANDATE_STARTED]: { about: 'partnership' },
  [ChangeKind.MANDATE_ENDED]: { about: 'partnership' },
  [ChangeKind.ACCESS_WIDENED]: {
    about: 'partnership',
    mail: changeMail(
      `${ASKS} partnerAccess paymentMode`,
      sides.extend({ partnerAccess: z.enum(PartnershipAccess), paymentMode: z.enum(PaymentMode).nullable() }),
      ({ clientName: client, partner, partnerAccess, paymentMode }) => ({
        template: 'access-widened',
        data: {
          client,
          partner: partner.displayName,
          offer: partnerAccess === PartnershipAccess.LIMITED ? 'LIMITED' : `FULL_${paymentMode}`,
        },
      }),
    ),
  },
  [ChangeKind.ACCESS_NARROWED]: { about: 'partnership' },
  [ChangeKind.PAYMENT_MODE_CHANGED]: { about: 'partnership' },
  [ChangeKind.INVITATION_REFUSED]: { about: 'partnership' },
  [ChangeKind.INVITATION_WITHDRAWN]: {
    about: 'partnership',
    only: 'counterpart',
    mail: mail('invitation-withdrawn'),
  },
  [ChangeKind.INVITATION_EXPIRED]: { about: 'partnership', mail: mail('invitation-expired') },
} as const satisfies { readonly [kind in ChangeKind]?: ChangeDeclaration }

/** The change that an entry of the history is; none where it is only offered or sent again. */
export function changeOf(
  kind: PartnershipEventKind,
  terms: { readonly before: MandateTerms | null; readonly after: MandateTerms | null },
): ChangeKind | undefined {
  switch (kind) {
    case PartnershipEventKind.ACCEPTED:
      return ChangeKind.MANDATE_STARTED
    case PartnershipEventKind.ENDED:
      return ChangeKind.MANDATE_ENDED
    case PartnershipEventKind.ACCESS_CHANGED:
      return isWider(terms) ? ChangeKind.ACCESS_WIDENED : ChangeKind.ACCESS_NARROWED
    case PartnershipEventKind.PAYMENT_MODE_CHANGED:
      return ChangeKind.PAYMENT_MODE_CHANGED
    case PartnershipEventKind.REFUSED:
      return ChangeKind.INVITATION_REFUSED
    case PartnershipEventKind.CANCELLED:
      return ChangeKind.INVITATION_WITHDRAWN
    case PartnershipEventKind.EXPIRED:
      return ChangeKind.INVITATION_EXPIRED
    case PartnershipEventKind.INVITED:
    case PartnershipEventKind.REQUESTED:
    case PartnershipEventKind.RESENT:
      return undefined
  }
}

/** Whether something is reached that was not reached before. */
export function isWider({
  before,
  after,
}: {
  readonly before: MandateTerms | null
  readonly after: MandateTerms | null
}): boolean {
  if (after === null) return false
  if (!('products' in after)) return before === null || 'products' in before
  const known = before !== null && 'products' in before ? before.products : null
  return known !== null && after.products.some((product) => !known.includes(product))
}
