import { type Language } from './language'

export const italian: Language = {
  tag: 'it-CH',
  words: {
    LIMITED: 'accesso limitato, a singoli prodotti',
    FULL_CLIENT_PAYS: 'accesso completo; paga il cliente',
    FULL_PARTNER_PAYS: 'accesso completo; paga il Partner',
    CLIENT_PAYS: 'paga il cliente',
    PARTNER_PAYS: 'paga il Partner',
    CLIENT: 'il cliente',
    PARTNER: 'il Partner',
    API_TOKEN: 'un token API',
    APPLICATION_PASSWORD: 'una password per applicazioni',
    OWNER: 'proprietario',
    ADMINISTRATOR: 'amministratore',
    COLLABORATOR: 'collaboratore',
    EXTERNAL: 'utente esterno',
    YES: 'sì',
    NO: 'no',
  },
  mails: {
    invitation: {
      subject: '{client} La invita come Partner',
      text: '{client} invita {partner} a gestire i propri prodotti presso {provider}.\n\nOfferta: {offer}\nProdotti compresi: {products}\n\nAccetti o rifiuti entro il {expiresOn}:\n{link}',
    },
    'invitation-resent': {
      subject: 'Promemoria: {client} La invita come Partner',
      text: '{client} ha inviato di nuovo l’invito a {partner}. Il link del messaggio precedente non è più valido.\n\nOfferta: {offer}\nProdotti compresi: {products}\n\nAccetti o rifiuti entro il {expiresOn}:\n{link}',
    },
    'invitation-accepted': {
      subject: '{partner} ha accettato il Suo invito',
      text: '{partner} è ora Partner di {client} presso {provider}.\n\nConcordato: {offer}\n\nPuò porre fine alla collaborazione in ogni momento nella Sua area.',
    },
    'invitation-refused': {
      subject: '{partner} ha rifiutato il Suo invito',
      text: '{partner} ha rifiutato l’invito di {client} e non ha accesso ai Suoi prodotti.',
    },
    'access-requested': {
      subject: '{partner} chiede l’accesso a {client}',
      text: '{partner} chiede di gestire prodotti di {client} presso {provider}.\n\nRichiesto: {offer}\n\nPuò concederlo, concedere altro o rifiutare entro il {expiresOn} nella Sua area. Prima di allora {partner} non vede nulla di {client}.',
    },
    'access-granted': {
      subject: '{client} Le ha concesso l’accesso',
      text: '{partner} è ora partner di {client} presso {provider}.\n\nConcesso: {offer}',
    },
    'access-refused': {
      subject: '{client} ha rifiutato la Sua richiesta',
      text: '{client} ha rifiutato l’accesso chiesto da {partner}.',
    },
    'partnership-ended': {
      subject: 'La collaborazione tra {client} e {partner} è terminata',
      text: 'La collaborazione tra {client} e {partner} è terminata il {endedOn}. Terminata da: {endedBy}.\n\n{partner} non ha più accesso ai prodotti di {client}. Le fatture già emesse restano invariate; i rinnovi che pagava {partner} sono ora fatturati a {client}.',
    },
    'payment-mode-changed': {
      subject: '{client} ha cambiato la modalità di pagamento',
      text: '{client} ha cambiato la modalità di pagamento della collaborazione con {partner} il {changedOn}.\n\nNuova modalità per ciò che {partner} ordina: {mode}.\n\nOrdini e fatture esistenti restano invariati.',
    },
    'renewal-reminder': {
      subject: '{product} è da rinnovare il {dueOn}',
      text: 'Il prodotto {product} è da rinnovare il {dueOn}. La fattura va a {organisation}.\n\nPuò rinnovarlo, o cambiare il rinnovo automatico, nella Sua area.',
    },
    dunning: {
      subject: 'La fattura {number} è scaduta',
      text: 'La fattura {number} a {organisation} scadeva il {dueOn}. Non abbiamo ancora ricevuto il pagamento.\n\nAncora da pagare: {due}\n\nSe nel frattempo ha pagato, non tenga conto di questo messaggio.',
    },
    'sign-up': {
      subject: 'Confermi il Suo indirizzo e-mail',
      text: 'Con questo indirizzo e-mail è stato chiesto un account presso {provider}.\n\nSe è stato Lei, lo confermi entro il {expiresAt} con la password che ha scelto:\n{link}\n\nAltrimenti non faccia nulla: senza di Lei non nasce alcun account.',
    },
    'sign-up-known': {
      subject: 'Ha già un account',
      text: 'Con questo indirizzo e-mail è stato chiesto un account presso {provider}, e ne ha già uno. Non è stato modificato nulla.\n\nSe è stato Lei, acceda come al solito. Se ha perso la password, ne chieda un’altra dove accede.\n\nSe non è stato Lei, non c’è nulla da fare.',
    },
    'password-reset': {
      subject: 'Imposti un’altra password',
      text: 'È stata chiesta un’altra password per il Suo account presso {provider}.\n\nSe è stato Lei, la imposti entro il {expiresAt}:\n{link}\n\nAltrimenti non faccia nulla: la Sua password resta com’è.',
    },
    'password-reset-unknown': {
      subject: 'Non esiste un account con questo indirizzo',
      text: 'È stata chiesta un’altra password per un account presso {provider} con questo indirizzo e-mail. Non ce n’è nessuno.\n\nSe è stato Lei, forse si è registrato con un altro indirizzo. Altrimenti non c’è nulla da fare.',
    },
    'password-changed': {
      subject: 'La Sua password è stata cambiata',
      text: '{name}, la password del Suo account presso {provider} è stata cambiata il {at}. Altrove è stato disconnesso.\n\nSe non è stato Lei, chieda subito un’altra password e ci scriva.',
    },
    'two-factor-on': {
      subject: 'La verifica in due passaggi è attiva',
      text: '{name}, dal {at} per accedere al Suo account presso {provider} serve anche un codice della Sua app. Conservi i codici di recupero in un luogo sicuro.\n\nSe non è stato Lei, ci scriva.',
    },
    'two-factor-off': {
      subject: 'La verifica in due passaggi non è più attiva',
      text: '{name}, dal {at} per accedere al Suo account presso {provider} non serve più alcun codice, solo la password.\n\nSe non è stato Lei, chieda subito un’altra password e ci scriva.',
    },
    'holder-change': {
      subject: 'Confermi il nuovo titolare di {product}',
      text: '{holder}, il prodotto {product} è a Suo nome. Si chiede di intestarlo a {newHolder}.\n\nSe è d’accordo, confermi entro il {expiresAt}:\n{link}\n\nSe non fa nulla, tutto resta com’è.',
    },
    'support-visit': {
      subject: 'La nostra assistenza sta consultando {organisation}',
      text: 'Una persona della nostra assistenza sta consultando l’account di {organisation}, al più tardi fino al {expiresAt}. Vede le persone, i prodotti e le partnership; né fatture né prezzi. Non può modificare nulla.\n\nMotivo: {reason}\n\nTutte le visite si trovano nel Suo spazio. Se non ha chiesto aiuto, ci informi.',
    },
    'breach-notice': {
      subject: 'Avviso sulla protezione dei dati per {organisation}: {subject}',
      text: 'Dobbiamo informarla di una violazione della protezione dei dati che riguarda {organisation}.\n\n{subject}\n\n{message}\n\nTrova questo avviso anche nel Suo spazio.',
    },
    'credential-created': {
      subject: 'Un nuovo accesso al Suo account',
      text: 'Il {madeAt}, per il Suo account presso {provider} è stato creato {kind}: {name}.\n\nSe non è stato Lei, lo revochi nel Suo pannello e cambi la password.',
    },
    'member-invitation': {
      subject: '{inviter} La invita in {organisation}',
      text: '{inviter} La invita in {organisation} presso {provider}.\n\nIl Suo ruolo: {role}\n\nAccetti o rifiuti entro il {expiresOn}:\n{link}\n\nOccorre un account con questo indirizzo e-mail; se non ne ha ancora uno, si registri prima.',
    },
    'member-invitation-resent': {
      subject: 'Promemoria: {inviter} La invita in {organisation}',
      text: '{inviter} Le ha inviato di nuovo l’invito in {organisation} presso {provider}. Il link dell’e-mail precedente non funziona più.\n\nIl Suo ruolo: {role}\n\nAccetti o rifiuti entro il {expiresOn}:\n{link}\n\nOccorre un account con questo indirizzo e-mail; se non ne ha ancora uno, si registri prima.',
    },
    'member-joined': {
      subject: '{member} è entrato in {organisation}',
      text: '{member} ha accettato il Suo invito e ora fa parte di {organisation} presso {provider}.\n\nRuolo: {role}',
    },
    'member-changed': {
      subject: 'Il Suo ruolo in {organisation} è cambiato',
      text: 'Il Suo ruolo in {organisation} presso {provider} è stato modificato.\n\nRuolo: {role}\nAccesso alle fatture e ai pagamenti: {accounting}\n\nVale da subito. Se non ne conosce il motivo, si rivolga a un proprietario o amministratore di {organisation}.',
    },
    'member-removed': {
      subject: 'Lei non fa più parte di {organisation}',
      text: 'Lei non fa più parte di {organisation} presso {provider}. Il Suo accesso, i Suoi token API per questa organizzazione e ciò che Le era stato concesso non sono più validi.',
    },
  },
}
