import { z } from 'zod'
import { type ChangeDeclaration, changeMail } from '../change/change-declaration'
import { ChangeKind } from '../change/change-kind'

export const subProcessorChanges = {
  [ChangeKind.SUB_PROCESSOR_ADDED]: {
    about: 'subProcessor',
    also: 'every owner',
    mail: changeMail(
      'name purpose country validFrom',
      z.object({ name: z.string(), purpose: z.string(), country: z.string(), validFrom: z.string() }),
      ({ validFrom: since, ...data }) => ({ template: 'sub-processor-added', data: { ...data, since } }),
    ),
  },
  [ChangeKind.SUB_PROCESSOR_ENDED]: {
    about: 'subProcessor',
    also: 'every owner',
    mail: changeMail(
      'name validTo',
      z.object({ name: z.string(), validTo: z.string() }),
      ({ name, validTo: until }) => ({ template: 'sub-processor-ended', data: { name, until } }),
    ),
  },
} as const satisfies { readonly [kind in ChangeKind]?: ChangeDeclaration }
