import { type Language } from './language'

export const french: Language = {
  tag: 'fr-CH',
  words: {
    LIMITED: 'accès limité, à certains produits',
    FULL_CLIENT_PAYS: 'accès complet ; le client paie',
    FULL_PARTNER_PAYS: 'accès complet ; le Partenaire paie',
    CLIENT_PAYS: 'le client paie',
    PARTNER_PAYS: 'le Partenaire paie',
    CLIENT: 'le client',
    PARTNER: 'le Partenaire',
    API_TOKEN: 'un jeton d’API',
    APPLICATION_PASSWORD: 'un mot de passe d’application',
    OWNER: 'propriétaire',
    ADMINISTRATOR: 'administrateur',
    COLLABORATOR: 'collaborateur',
    EXTERNAL: 'utilisateur externe',
    YES: 'oui',
    NO: 'non',
  },
  mails: {
    invitation: {
      subject: '{client} vous invite comme Partenaire',
      text: '{client} invite {partner} à gérer ses produits chez {provider}.\n\nProposition : {offer}\nProduits concernés : {products}\n\nAcceptez ou refusez jusqu’au {expiresOn} :\n{link}',
    },
    'invitation-resent': {
      subject: 'Rappel : {client} vous invite comme Partenaire',
      text: '{client} a renvoyé son invitation à {partner}. Le lien du message précédent n’est plus valable.\n\nProposition : {offer}\nProduits concernés : {products}\n\nAcceptez ou refusez jusqu’au {expiresOn} :\n{link}',
    },
    'invitation-accepted': {
      subject: '{partner} a accepté votre invitation',
      text: '{partner} est désormais Partenaire de {client} chez {provider}.\n\nConvenu : {offer}\n\nVous pouvez mettre fin au partenariat à tout moment dans votre espace.',
    },
    'invitation-refused': {
      subject: '{partner} a refusé votre invitation',
      text: '{partner} a refusé l’invitation de {client}. Aucun accès à vos produits n’est accordé.',
    },
    'access-requested': {
      subject: '{partner} demande l’accès à {client}',
      text: '{partner} demande à gérer des produits de {client} chez {provider}.\n\nDemandé : {offer}\n\nVous pouvez l’accorder, accorder autre chose ou refuser jusqu’au {expiresOn} dans votre espace. D’ici là, {partner} ne voit rien de {client}.',
    },
    'access-granted': {
      subject: '{client} vous a accordé l’accès',
      text: '{partner} est désormais partenaire de {client} chez {provider}.\n\nAccordé : {offer}',
    },
    'access-refused': {
      subject: '{client} a refusé votre demande',
      text: '{client} a refusé l’accès demandé par {partner}.',
    },
    'partnership-ended': {
      subject: 'Le partenariat de {client} et {partner} a pris fin',
      text: 'Le partenariat de {client} et {partner} a pris fin le {endedOn}. Fin demandée par : {endedBy}.\n\n{partner} n’a plus accès aux produits de {client}. Les factures déjà émises restent inchangées ; les renouvellements que payait {partner} sont désormais facturés à {client}.',
    },
    'payment-mode-changed': {
      subject: '{client} a changé le mode de paiement',
      text: '{client} a changé le mode de paiement de son partenariat avec {partner} le {changedOn}.\n\nNouveau mode pour ce que {partner} commande : {mode}.\n\nLes commandes et factures existantes restent inchangées.',
    },
    'renewal-reminder': {
      subject: '{product} est à renouveler le {dueOn}',
      text: 'Le produit {product} est à renouveler le {dueOn}. Il est facturé à {organisation}.\n\nVous pouvez le renouveler, ou changer son renouvellement automatique, dans votre espace.',
    },
    dunning: {
      subject: 'La facture {number} est échue',
      text: 'La facture {number} adressée à {organisation} était payable le {dueOn}. Nous n’avons pas encore reçu le paiement.\n\nReste à payer : {due}\n\nSi vous avez payé entre-temps, ne tenez pas compte de ce message.',
    },
    'sign-up': {
      subject: 'Confirmez votre adresse e-mail',
      text: 'Un compte chez {provider} a été demandé avec cette adresse e-mail.\n\nSi c’était vous, confirmez-la jusqu’au {expiresAt}, avec le mot de passe que vous avez choisi :\n{link}\n\nSinon, ne faites rien : sans vous, aucun compte n’est créé.',
    },
    'sign-up-known': {
      subject: 'Vous avez déjà un compte',
      text: 'Un compte chez {provider} a été demandé avec cette adresse e-mail, qui en a déjà un. Rien n’a été modifié.\n\nSi c’était vous, connectez-vous comme d’habitude. Si vous avez perdu le mot de passe, demandez-en un autre à l’endroit où vous vous connectez.\n\nSi ce n’était pas vous, il n’y a rien à faire.',
    },
    'password-reset': {
      subject: 'Choisissez un autre mot de passe',
      text: 'Un autre mot de passe a été demandé pour votre compte chez {provider}.\n\nSi c’était vous, choisissez-le jusqu’au {expiresAt} :\n{link}\n\nSinon, ne faites rien : votre mot de passe reste le même.',
    },
    'password-reset-unknown': {
      subject: 'Aucun compte n’existe à cette adresse',
      text: 'Un autre mot de passe a été demandé pour un compte chez {provider} avec cette adresse e-mail. Il n’y en a pas.\n\nSi c’était vous, vous vous êtes peut-être inscrit avec une autre adresse. Sinon, il n’y a rien à faire.',
    },
    'password-changed': {
      subject: 'Votre mot de passe a été changé',
      text: '{name}, le mot de passe de votre compte chez {provider} a été changé le {at}. Partout ailleurs, vous avez été déconnecté.\n\nSi ce n’était pas vous, demandez aussitôt un autre mot de passe et écrivez-nous.',
    },
    'two-factor-on': {
      subject: 'La validation en deux étapes est activée',
      text: '{name}, depuis le {at}, la connexion à votre compte chez {provider} demande aussi un code de votre application. Gardez les codes de secours en lieu sûr.\n\nSi ce n’était pas vous, écrivez-nous.',
    },
    'two-factor-off': {
      subject: 'La validation en deux étapes est désactivée',
      text: '{name}, depuis le {at}, la connexion à votre compte chez {provider} ne demande plus de code, seulement le mot de passe.\n\nSi ce n’était pas vous, demandez aussitôt un autre mot de passe et écrivez-nous.',
    },
    'holder-change': {
      subject: 'Confirmez le nouveau titulaire de {product}',
      text: '{holder}, le produit {product} est à votre nom. Il est demandé de le mettre au nom de {newHolder}.\n\nSi vous êtes d’accord, confirmez jusqu’au {expiresAt} :\n{link}\n\nSans réponse de votre part, rien ne change.',
    },
    'support-visit': {
      subject: 'Notre assistance consulte {organisation}',
      text: 'Une personne de notre assistance consulte le compte de {organisation}, au plus tard jusqu’au {expiresAt}. Elle voit les personnes, les produits et les partenariats ; ni factures, ni prix. Elle ne peut rien modifier.\n\nMotif : {reason}\n\nToutes les visites figurent dans votre espace. Si vous n’avez pas demandé d’aide, informez-nous.',
    },
    'breach-notice': {
      subject: 'Avis de protection des données pour {organisation} : {subject}',
      text: 'Nous devons vous informer d’une violation de la protection des données qui concerne {organisation}.\n\n{subject}\n\n{message}\n\nVous trouvez aussi cet avis dans votre espace.',
    },
    'credential-created': {
      subject: 'Un nouvel accès à votre compte',
      text: 'Le {madeAt}, {kind} a été créé pour votre compte chez {provider} : {name}.\n\nSi ce n’était pas vous, révoquez-le dans votre tableau de bord et changez votre mot de passe.',
    },
    'member-invitation': {
      subject: '{inviter} vous invite dans {organisation}',
      text: '{inviter} vous invite dans {organisation} chez {provider}.\n\nVotre rôle : {role}\n\nAcceptez ou refusez jusqu’au {expiresOn} :\n{link}\n\nIl vous faut un compte avec cette adresse e-mail ; si vous n’en avez pas encore, inscrivez-vous d’abord.',
    },
    'member-invitation-resent': {
      subject: 'Rappel : {inviter} vous invite dans {organisation}',
      text: '{inviter} vous a renvoyé l’invitation dans {organisation} chez {provider}. Le lien de l’e-mail précédent ne fonctionne plus.\n\nVotre rôle : {role}\n\nAcceptez ou refusez jusqu’au {expiresOn} :\n{link}\n\nIl vous faut un compte avec cette adresse e-mail ; si vous n’en avez pas encore, inscrivez-vous d’abord.',
    },
    'member-joined': {
      subject: '{member} a rejoint {organisation}',
      text: '{member} a accepté votre invitation et fait désormais partie de {organisation} chez {provider}.\n\nRôle : {role}',
    },
    'member-changed': {
      subject: 'Votre rôle dans {organisation} a changé',
      text: 'Votre rôle dans {organisation} chez {provider} a été modifié.\n\nRôle : {role}\nAccès à ses factures et paiements : {accounting}\n\nCela vaut dès maintenant. Si vous en ignorez la raison, adressez-vous à un propriétaire ou administrateur de {organisation}.',
    },
    'member-removed': {
      subject: 'Vous ne faites plus partie de {organisation}',
      text: 'Vous ne faites plus partie de {organisation} chez {provider}. Votre accès, vos jetons d’API pour cette organisation et ce qui vous y avait été accordé sont sans effet.',
    },
  },
}
