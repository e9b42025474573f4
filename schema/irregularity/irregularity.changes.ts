import { z } from 'zod'
import { type ChangeDeclaration, changeMail } from '../change/change-declaration'
import { ChangeKind } from '../change/change-kind'

export const irregularityChanges = {
  [ChangeKind.REPORT_RECEIVED]: {
    about: 'irregularityReport',
    also: 'compliance',
    mail: changeMail('receivedOn', z.object({ receivedOn: z.string() }), (data) => ({
      template: 'report-received',
      data,
    })),
  },
} as const satisfies { readonly [kind in ChangeKind]?: ChangeDeclaration }
