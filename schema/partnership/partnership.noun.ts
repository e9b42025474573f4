import { partnershipChanges } from './partnership.changes'
import { MINUTE, noun } from '../noun'
import {
  type ExampleReference,
  type ExampleWorld,
  type MutationExample,
  type StoredRow,
} from '../noun-proofs'
import { shared } from '../personal-data/person-reference'
import { type Sentences } from '../user-error/user-error'
import { OrderLimits1764000000208 } from './1764000000208-order-limits'
import { SpentInvitationLinks1764000000240 } from './1764000000240-spent-invitation-links'
import { expireInvitations } from './close-offer'
import { SpentInvitationLink } from './invitation-link'
import { eventsBy } from './partnership-history'
import { Partnership, PartnershipEvent, PartnershipGrant } from './partnership.entity'
import { partnershipMails, partnershipWords } from './partnership.mails'
import { PartnershipResolver } from './partnership.resolver'

/** Single products: those of the client that are right, and behind them the one that is tried. */
const products: ExampleReference = {
  type: 'Product',
  put: (input, id, { row, world }) => {
    const client = row['client_id'] ?? row['id']
    const right = world.rows('products').find((product) => product['organisation_id'] === client)
    const productIds = [...(right === undefined ? [] : [`Product:${right['id']}`]), id]
    return { ...input, access: 'LIMITED', paymentMode: null, productIds }
  },
}

const isRequested = (row: StoredRow): boolean => Number(row['requested_by_partner']) === 1

/** With what the contract tests try the mutations of partnerships. */
const partnershipExamples: Readonly<Record<string, MutationExample>> = {
  acceptInvitation: {
    // What a Partner asked for without naming products takes those that the client gives.
    ...onPartnership('accept', (row, world) =>
      isRequested(row)
        ? { ...byPartnership(row), productIds: [`Product:${lastProductOf(row['client_id'], world)}`] }
        : byPartnership(row),
    ),
    // What a Partner is offered it takes as it is: there is nothing to name.
    references: { productIds: { ...products, where: isRequested } },
  },
  refuseInvitation: {
    ...onPartnership('refuse'),
    // Who refuses names no products: they are not even looked at.
    references: { productIds: { ...products, code: 'BAD_USER_INPUT' } },
  },
  resendInvitation: onPartnership('resend'),
  cancelInvitation: onPartnership('cancel'),
  endPartnership: onPartnership('end', (row, { password }) => ({ ...byPartnership(row), password })),
  changePaymentMode: onPartnership('changePaymentMode', (row) => ({
    ...byPartnership(row),
    paymentMode: row['payment_mode'] === 'CLIENT_PAYS' ? 'PARTNER_PAYS' : 'CLIENT_PAYS',
  })),
  setOrderLimits: onPartnership('setOrderLimits', (row) => ({
    ...byPartnership(row),
    perOrder: '500.00',
    perMonth: '2000.00',
  })),
  changePartnershipAccess: {
    ...onPartnership('changeAccess', (row, world) =>
      row['partner_access'] === 'FULL'
        ? products.put(byPartnership(row), `Product:${lastProductOf(row['client_id'], world)}`, {
            row: { client_id: -1 },
            world,
          })
        : { ...byPartnership(row), access: 'FULL', paymentMode: 'CLIENT_PAYS' },
    ),
    references: { productIds: products },
  },
  invitePartner: {
    target: 'Organisation',
    field: 'organisationId',
    needs: [{ action: 'invitePartner' }],
    references: {
      partnerId: { type: 'Partner', put: (input, partnerId) => ({ ...input, partnerId }) },
      productIds: products,
    },
    concerns: 'id',
    minimal: ({ id }, world) => {
      const asks = { organisationId: `Organisation:${id}`, partnerId: world.idOf('partner/sentiero') }
      const product = lastProductOf(id, world)
      return product === 0
        ? { ...asks, access: 'FULL', paymentMode: 'CLIENT_PAYS' }
        : { ...asks, access: 'LIMITED', productIds: [`Product:${product}`] }
    },
    other: (input, { idOf }) => ({ ...input, partnerId: idOf('partner/sommet') }),
  },
}

function onPartnership(action: string, minimal: MutationExample['minimal'] = byPartnership): MutationExample {
  return {
    target: 'Partnership',
    field: 'partnershipId',
    needs: [{ action }],
    concerns: 'client_id',
    minimal,
  }
}

function byPartnership({ id }: StoredRow): Readonly<Record<string, unknown>> {
  return { partnershipId: `Partnership:${id}` }
}

function lastProductOf(organisation: StoredRow[string] | undefined, world: ExampleWorld): number {
  const found = world.rows('products').filter((one) => one['organisation_id'] === organisation)
  return Number(found.at(-1)?.['id'] ?? 0)
}

/** Why a change of a mandate is refused. */
const partnershipReasons = {
  ALREADY_THIS_MODE: {
    en: 'This payment mode is in force already.',
    fr: 'Ce mode de paiement est déjà en vigueur.',
    de: 'Diese Zahlungsart gilt bereits.',
    it: 'Questa modalità di pagamento è già in vigore.',
  },
  PRODUCTS_NEEDED: {
    en: 'Limited access needs at least one product.',
    fr: 'Un accès limité demande au moins un produit.',
    de: 'Begrenzter Zugang braucht mindestens ein Produkt.',
    it: 'Un accesso limitato richiede almeno un prodotto.',
  },
  NO_PRODUCTS_WITH_FULL_ACCESS: {
    en: 'Full access covers every product: name none.',
    fr: 'Un accès complet couvre tous les produits : n’en nommez aucun.',
    de: 'Voller Zugang umfasst alle Produkte: Nennen Sie keines.',
    it: 'Un accesso completo copre tutti i prodotti: non ne indichi nessuno.',
  },
  MODE_NEEDED: {
    en: 'Full access needs a payment mode.',
    fr: 'Un accès complet demande un mode de paiement.',
    de: 'Voller Zugang braucht eine Zahlungsart.',
    it: 'Un accesso completo richiede una modalità di pagamento.',
  },
  NO_MODE_WITH_LIMITED_ACCESS: {
    en: 'Limited access has no payment mode: the client pays.',
    fr: 'Un accès limité n’a pas de mode de paiement : le client paie.',
    de: 'Begrenzter Zugang hat keine Zahlungsart: Der Kunde zahlt.',
    it: 'Un accesso limitato non ha modalità di pagamento: paga il cliente.',
  },
  PRODUCT_REPEATED: {
    en: 'A product is named twice.',
    fr: 'Un produit est nommé deux fois.',
    de: 'Ein Produkt ist zweimal genannt.',
    it: 'Un prodotto è indicato due volte.',
  },
  NOT_ONESELF: {
    en: 'An Organisation cannot be its own Partner.',
    fr: 'Une organisation ne peut pas être son propre partenaire.',
    de: 'Eine Organisation kann nicht ihr eigener Partner sein.',
    it: 'Un’organizzazione non può essere il proprio partner.',
  },
  NOT_IN_DIRECTORY: {
    en: 'This Partner has left the directory and takes no more clients.',
    fr: 'Ce partenaire a quitté l’annuaire et ne prend plus de clients.',
    de: 'Dieser Partner hat das Verzeichnis verlassen und nimmt keine Kunden mehr.',
    it: 'Questo partner ha lasciato l’elenco e non accetta più clienti.',
  },
  PARTNERSHIP_IS_LIVE: {
    en: 'This Partner is invited already or has a mandate.',
    fr: 'Ce partenaire est déjà invité ou a déjà un mandat.',
    de: 'Dieser Partner ist bereits eingeladen oder hat ein Mandat.',
    it: 'Questo partner è già invitato o ha già un mandato.',
  },
  PARTNER_HAS_ASKED: {
    en: 'This Partner has asked for access. Answer its request.',
    fr: 'Ce partenaire a demandé l’accès. Répondez à sa demande.',
    de: 'Dieser Partner hat um Zugang gebeten. Beantworten Sie seine Anfrage.',
    it: 'Questo partner ha chiesto l’accesso. Risponda alla sua richiesta.',
  },
  FULL_PARTNER_EXISTS: {
    en: 'Another Partner has full access already, and there can be one only.',
    fr: 'Un autre partenaire a déjà un accès complet, et il ne peut y en avoir qu’un.',
    de: 'Ein anderer Partner hat bereits vollen Zugang, und es kann nur einen geben.',
    it: 'Un altro partner ha già un accesso completo, e può essercene uno solo.',
  },
  INVITATION_EXPIRED: {
    en: 'The time to answer is over.',
    fr: 'Le délai de réponse est écoulé.',
    de: 'Die Frist für die Antwort ist abgelaufen.',
    it: 'Il termine per rispondere è scaduto.',
  },
  REQUEST_WITHDRAWN: {
    en: 'The Partner has taken its request back.',
    fr: 'Le partenaire a retiré sa demande.',
    de: 'Der Partner hat seine Anfrage zurückgezogen.',
    it: 'Il partner ha ritirato la sua richiesta.',
  },
  SENT_TOO_OFTEN: {
    en: 'An invitation is sent again at most {most} times a day.',
    fr: 'Une invitation est renvoyée au plus {most} fois par jour.',
    de: 'Eine Einladung wird höchstens {most} Mal am Tag erneut gesendet.',
    it: 'Un invito viene inviato di nuovo al massimo {most} volte al giorno.',
  },
  ID_OR_TOKEN: {
    en: 'Give either the id or the token of the invitation.',
    fr: 'Indiquez soit l’identifiant, soit le jeton de l’invitation.',
    de: 'Geben Sie entweder die Kennung oder das Token der Einladung an.',
    it: 'Indichi l’identificativo oppure il token dell’invito.',
  },
  TERMS_ARE_THE_CLIENTS: {
    en: 'The client has chosen access and payment mode; an invitation is accepted as it is.',
    fr: 'Le client a choisi l’accès et le mode de paiement ; une invitation s’accepte telle quelle.',
    de: 'Zugang und Zahlungsart hat der Kunde gewählt; eine Einladung wird angenommen, wie sie ist.',
    it: 'L’accesso e la modalità di pagamento li ha scelti il cliente; un invito si accetta così com’è.',
  },
  NO_TERMS_IN_A_REFUSAL: {
    en: 'Whoever refuses names neither access nor products nor payment mode.',
    fr: 'Un refus n’indique ni accès, ni produits, ni mode de paiement.',
    de: 'Wer ablehnt, nennt weder Zugang noch Produkte noch Zahlungsart.',
    it: 'Chi rifiuta non indica né accesso, né prodotti, né modalità di pagamento.',
  },
} as const satisfies Readonly<Record<string, Sentences>>

export const partnership = noun({
  name: 'partnership',
  migrations: [OrderLimits1764000000208, SpentInvitationLinks1764000000240],
  entities: [Partnership, PartnershipEvent, PartnershipGrant, SpentInvitationLink],
  resolvers: [PartnershipResolver],
  changes: partnershipChanges,
  jobs: ({ dependencies }) => [
    {
      name: 'expiry',
      every: 10 * MINUTE,
      means: 'Ends invitations and requests for access that nobody answered in time.',
      run: async (now) => ({ ...(await expireInvitations(dependencies, now)) }),
    },
  ],
  reasons: partnershipReasons,
  mails: partnershipMails,
  mailWords: partnershipWords,
  personReferences: [
    {
      at: 'partnerships.invited_by_id',
      exported: shared('invitations-sent', {
        type: 'Partnership',
        fields:
          'clientName partner { id displayName } partnerAccess paymentMode status invitedAt startedAt endedAt',
      }),
      erasure: 'kept',
    },
    {
      at: 'partnership_events.by_user_id',
      exported: shared('partnership-events', {
        type: 'Partnership',
        key: 'partnership_id',
        fields:
          'history { at kind byUser { id } before { access paymentMode } after { access paymentMode } }',
        tell: eventsBy,
      }),
      erasure: 'kept',
    },
  ],
  examples: partnershipExamples,
  storedTexts: {
    'partnerships.currency': 'No person in it',
    'spent_invitation_links.token_hash': 'No person in it',
  },
  leastRows: [['spent_invitation_links', { id: 1, partnership_id: 1, token_hash: 'a'.repeat(64) }]],
  violations: [
    {
      rule: 'a link of an invitation is spent once',
      constraint: 'spent_invitation_links_token',
      statement: `INSERT INTO spent_invitation_links (partnership_id, token_hash) VALUES (1, '${'a'.repeat(64)}')`,
    },
    {
      rule: 'a limit of an order is not below zero',
      constraint: 'order_limit',
      statement: 'UPDATE partnerships SET order_limit = -1',
    },
    {
      rule: 'a limit of a month is not below zero',
      constraint: 'month_limit',
      statement: 'UPDATE partnerships SET month_limit = -1',
    },
    {
      rule: 'limits are in a currency that is billed in',
      constraint: 'currency',
      statement: "UPDATE partnerships SET currency = 'USD'",
    },
  ],
  saidByCallers: { 'InvitePartnerInput.organisationId': 'the target: who invites, decided by the policy' },
})
