import { type Sentences } from '../user-error/user-error'

/** Why a change of a mandate is refused. */
export const partnershipReasons = {
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
