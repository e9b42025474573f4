import { parse } from 'graphql'
import { z } from 'zod'
import type { Question } from '../../../src/server/downloads/download'

/** All that the certificate says, read at once. */
export const certificateQuestion: Question = {
  document: parse(`
    query Certificate($id: ID!, $day: Date!) {
      viewer { user { locale } }
      organisation(id: $id) {
        id processingCertificateUrl legalName
        postalAddress { street postalCode city country }
      }
      subProcessors(
        first: 100
        filter: { validFrom: { lte: $day }, or: [{ validTo: { isNull: true } }, { validTo: { gte: $day } }] }
        orderBy: [{ field: NAME, direction: ASC }]
      ) { nodes { name purpose data country validFrom } }
    }`),
}

const text = z.string().nullable()

const organisation = z.object({
  id: z.string(),
  processingCertificateUrl: text,
  legalName: text,
  postalAddress: z.object({ street: text, postalCode: text, city: text, country: text }).nullable(),
})

const subProcessor = z.object({ name: text, purpose: text, data: text, country: text, validFrom: text })

export const certificateAnswer = z.object({
  viewer: z.object({ user: z.object({ locale: text }).nullable() }),
  organisation: organisation.nullable(),
  subProcessors: z.object({ nodes: z.array(subProcessor) }),
})

export type CertifiedOrganisation = z.infer<typeof organisation>
export type ListedProcessor = z.infer<typeof subProcessor>
