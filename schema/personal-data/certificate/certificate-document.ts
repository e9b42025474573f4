import { type Block, type PrintedDocument } from '../../../src/platform/pdf/print-pdf'
import { amountFormatterOf } from '../../invoice/pdf/amount-formatter'
import { type InvoiceIssuer } from '../../invoice/pdf/invoice-document'
import { type CertifiedOrganisation, type ListedProcessor } from './processing-certificate-download'

/** The languages of the certificate. */
export const certificateLanguages = ['fr', 'en'] as const

type CertificateLanguage = (typeof certificateLanguages)[number]

/** What a certificate is made of. */
interface Certificate {
  readonly organisation: CertifiedOrganisation
  readonly subProcessors: readonly ListedProcessor[]
  readonly provider: InvoiceIssuer
  /** The day of issue, `2026-11-24`. */
  readonly day: string
}

/** The certificate as it is laid out on paper. */
export function certificateDocument(
  certificate: Certificate,
  language: CertificateLanguage,
): PrintedDocument {
  const { organisation, provider, day } = certificate
  const words = certificateWords[language]
  const formatter = amountFormatterOf(words.tag)
  const [controller, processor] = [formatter.text(organisation.legalName), formatter.text(provider.name)]
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
    foot: [provider.name, ...provider.legal].map(formatter.text),
    pageWord: words.page,
    blocks: [
      { kind: 'heading', text: words.title },
      {
        kind: 'sides',
        left: [words.controller, controller, ...addressOf(certificate, language)],
        right: [words.processor, processor, ...provider.legal.map(formatter.text)],
      },
      {
        kind: 'facts',
        facts: [
          { name: words.issuedOn, value: formatter.day(day) },
          { name: words.reference, value: `${organisation.id.replace(':', '-')}-${day}` },
        ],
      },
      ...clauses,
      processorsOf(certificate, language),
      { kind: 'text', text: words.validity },
    ],
  }
}

function addressOf({ organisation }: Certificate, language: CertificateLanguage): readonly string[] {
  const formatter = amountFormatterOf(certificateWords[language].tag)
  const { street, postalCode, city, country } = organisation.postalAddress ?? {}
  const place = [postalCode, city].map((part) => formatter.text(part ?? null)).join(' ')
  const lines = [formatter.text(street ?? null), place.trim(), formatter.country(country ?? '')]
  return lines.filter((line) => line !== '')
}

function processorsOf({ subProcessors }: Certificate, language: CertificateLanguage): Block {
  const words = certificateWords[language]
  const formatter = amountFormatterOf(words.tag)
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
      formatter.text(name),
      formatter.text(purpose),
      formatter.text(data),
      formatter.country(country ?? ''),
      formatter.day(validFrom),
    ]),
  }
}

interface CertificateWords {
  /** IETF tag, for dates and countries. */
  readonly tag: string
  readonly title: string
  readonly controller: string
  readonly processor: string
  readonly issuedOn: string
  readonly reference: string
  readonly page: string
  readonly clauses: readonly { readonly title: string; readonly text: string }[]
  readonly subProcessors: string
  readonly noSubProcessors: string
  readonly name: string
  readonly purpose: string
  readonly data: string
  readonly country: string
  readonly since: string
  readonly validity: string
}

/** `{controller}` and `{processor}` stand for the parties. */
const certificateWords: { readonly [language in CertificateLanguage]: CertificateWords } = {
  en: {
    tag: 'en-GB',
    title: 'Certificate of data processing',
    controller: 'Controller',
    processor: 'Processor',
    issuedOn: 'Issued on',
    reference: 'Reference',
    page: 'Page',
    clauses: [
      {
        title: '1. What this certifies',
        text: '{processor} processes personal data on behalf of {controller} under a data processing agreement according to Article 28 of Regulation (EU) 2016/679 (GDPR) and Article 9 of the Swiss Federal Act on Data Protection (FADP). The agreement is part of the general terms that {controller} has accepted.',
      },
      {
        title: '2. Subject, duration, kinds of data',
        text: 'Hosting, storage and transmission of the data that {controller} or its users place on the services ordered, for as long as these services last. Which data and which persons are concerned is decided by {controller}. Data are erased or returned when a service ends, unless the law demands that they be kept.',
      },
      {
        title: '3. Duties of the processor',
        text: '{processor} processes the data on documented instructions only, binds the persons it entrusts with them to secrecy, takes technical and organisational measures that are appropriate to the risk (Article 32 GDPR, Article 8 FADP), helps {controller} to answer requests of the persons concerned, and makes available what is needed to demonstrate compliance.',
      },
      {
        title: '4. Access by staff and breaches',
        text: 'Support staff look at the account of {controller} only for a recorded reason and a limited time; every such visit is shown to {controller}. A breach that concerns its data is notified to {controller} without undue delay.',
      },
      {
        title: '5. Sub-processors',
        text: '{controller} has given general authorisation for the sub-processors below, which are bound by the same duties. Changes are listed with their history in the dashboard.',
      },
    ],
    subProcessors: 'Sub-processors in force on the day of issue',
    noSubProcessors: 'None on the day of issue.',
    name: 'Name',
    purpose: 'Purpose',
    data: 'Personal data',
    country: 'Country',
    since: 'Since',
    validity:
      'This certificate was made by machine for the Organisation named above and is valid without signature.',
  },
  fr: {
    tag: 'fr-CH',
    title: 'Attestation de sous-traitance de données',
    controller: 'Responsable du traitement',
    processor: 'Sous-traitant',
    issuedOn: 'Établie le',
    reference: 'Référence',
    page: 'Page',
    clauses: [
      {
        title: '1. Objet de l’attestation',
        text: '{processor} traite des données personnelles pour le compte de {controller} dans le cadre d’un accord de traitement au sens de l’article 28 du règlement (UE) 2016/679 (RGPD) et de l’article 9 de la loi fédérale suisse sur la protection des données (LPD). Cet accord fait partie des conditions générales acceptées par {controller}.',
      },
      {
        title: '2. Objet, durée, catégories de données',
        text: 'Hébergement, conservation et transmission des données que {controller} ou ses utilisateurs placent sur les services commandés, pendant la durée de ces services. {controller} décide des données et des personnes concernées. À la fin d’un service, les données sont effacées ou restituées, sauf obligation légale de conservation.',
      },
      {
        title: '3. Obligations du sous-traitant',
        text: '{processor} ne traite les données que sur instruction documentée, soumet à la confidentialité les personnes autorisées, prend des mesures techniques et organisationnelles adaptées au risque (article 32 RGPD, article 8 LPD), aide {controller} à répondre aux demandes des personnes concernées et met à disposition ce qui permet de démontrer le respect de ces obligations.',
      },
      {
        title: '4. Accès du personnel et violations',
        text: 'Le personnel d’assistance ne consulte le compte de {controller} que pour un motif consigné et une durée limitée ; chaque visite est montrée à {controller}. Une violation qui concerne ses données est notifiée à {controller} dans les meilleurs délais.',
      },
      {
        title: '5. Sous-traitants ultérieurs',
        text: '{controller} a donné une autorisation générale pour les sous-traitants ci-dessous, tenus aux mêmes obligations. Les changements et leur historique figurent dans l’espace client.',
      },
    ],
    subProcessors: 'Sous-traitants ultérieurs en vigueur au jour de l’établissement',
    noSubProcessors: 'Aucun au jour de l’établissement.',
    name: 'Nom',
    purpose: 'Finalité',
    data: 'Données personnelles',
    country: 'Pays',
    since: 'Depuis',
    validity:
      'Cette attestation a été établie automatiquement pour l’organisation désignée ci-dessus et est valable sans signature.',
  },
}
