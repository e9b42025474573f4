import type { Block, PrintedDocument } from '../../../src/services/pdf/printed-document'
import type { Provider } from '../../invoice/pdf/invoice-document'
import type { PrintLanguage } from '../../invoice/pdf/invoice-words'
import { penOf } from '../../invoice/pdf/pen'
import type { CertifiedOrganisation, ListedProcessor } from './certificate-question'
import { certificateWords } from './certificate-words'

/** What a certificate is made of. */
export interface Certificate {
  readonly organisation: CertifiedOrganisation
  readonly subProcessors: readonly ListedProcessor[]
  readonly provider: Provider
  /** The day of issue, `2026-11-24`. */
  readonly day: string
}

/** The certificate as it is laid out on paper. */
export function certificateDocument(certificate: Certificate, language: PrintLanguage): PrintedDocument {
  const { organisation, provider, day } = certificate
  const words = certificateWords[language]
  const pen = penOf(words.tag)
  const [controller, processor] = [pen.text(organisation.legalName), pen.text(provider.name)]
  const clauses = words.clauses.map(({ title, text }): Block => ({
    kind: 'text',
    title,
    text: text.replace(/\{(controller|processor)\}/g, (_all, party) =>
      party === 'controller' ? controller : processor,
    ),
  }))
  return {
    title: `${words.title} – ${controller}`,
    author: processor,
    language: words.tag,
    region: organisation.postalAddress?.country ?? '',
    dated: new Date(`${day}T00:00:00Z`),
    runningHead: `${processor} – ${words.title}`,
    foot: [provider.name, ...provider.legal].map(pen.text),
    pageWord: words.page,
    blocks: [
      { kind: 'heading', text: words.title },
      {
        kind: 'sides',
        left: [words.controller, controller, ...addressOf(certificate, language)],
        right: [words.processor, processor, ...provider.legal.map(pen.text)],
      },
      {
        kind: 'facts',
        facts: [
          { name: words.issuedOn, value: pen.day(day) },
          { name: words.reference, value: `${organisation.id.replace(':', '-')}-${day}` },
        ],
      },
      ...clauses,
      processorsOf(certificate, language),
      { kind: 'text', text: words.validity },
    ],
  }
}

function addressOf({ organisation }: Certificate, language: PrintLanguage): readonly string[] {
  const pen = penOf(certificateWords[language].tag)
  const { street, postalCode, city, country } = organisation.postalAddress ?? {}
  const place = [postalCode, city].map((part) => pen.text(part ?? null)).join(' ')
  const lines = [pen.text(street ?? null), place.trim(), pen.country(country ?? '')]
  return lines.filter((line) => line !== '')
}

function processorsOf({ subProcessors }: Certificate, language: PrintLanguage): Block {
  const words = certificateWords[language]
  const pen = penOf(words.tag)
  if (subProcessors.length === 0)
    return { kind: 'text', title: words.subProcessors, text: words.noSubProcessors }
  return {
    kind: 'table',
    title: words.subProcessors,
    columns: [
      { title: words.name, share: 0.22, align: 'left' },
      { title: words.purpose, share: 0.24, align: 'left' },
      { title: words.data, share: 0.26, align: 'left' },
      { title: words.country, share: 0.12, align: 'left' },
      { title: words.since, share: 0.16, align: 'left' },
    ],
    rows: subProcessors.map(({ name, purpose, data, country, validFrom }) => [
      pen.text(name),
      pen.text(purpose),
      pen.text(data),
      pen.country(country ?? ''),
      pen.day(validFrom),
    ]),
  }
}
