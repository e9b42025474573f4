import { type Letter } from '../../src/platform/mail/mail-book'

/** The mails that this noun sends: who makes each leave, its facts, and what it says. */
export const memberInvitationMails = {
  'member-invitation': {
    cause: 'to a stranger',
    facts: { organisation: 'text', inviter: 'text', role: 'word', expiresOn: 'date', link: 'link' },
    texts: {
      en: {
        subject: '{inviter} invites you to {organisation}',
        text: '{inviter} invites you to {organisation} at {provider}.\n\nYour role: {role}\n\nAccept or refuse by {expiresOn}:\n{link}\n\nYou need an account with this e-mail address; if you have none yet, sign up first.',
      },
      fr: {
        subject: '{inviter} vous invite à rejoindre {organisation}',
        text: '{inviter} vous invite à rejoindre {organisation} chez {provider}.\n\nVotre rôle : {role}\n\nAcceptez ou refusez jusqu’au {expiresOn} :\n{link}\n\nIl vous faut un compte avec cette adresse e-mail ; si vous n’en avez pas encore, inscrivez-vous d’abord.',
      },
      de: {
        subject: '{inviter} lädt Sie zu {organisation} ein',
        text: '{inviter} lädt Sie zu {organisation} bei {provider} ein.\n\nIhre Rolle: {role}\n\nBitte nehmen Sie bis {expiresOn} an oder lehnen Sie ab:\n{link}\n\nSie brauchen ein Konto mit dieser E-Mail-Adresse; haben Sie noch keines, registrieren Sie sich zuerst.',
      },
      it: {
        subject: '{inviter} La invita a unirsi a {organisation}',
        text: '{inviter} La invita a unirsi a {organisation} presso {provider}.\n\nIl Suo ruolo: {role}\n\nAccetti o rifiuti entro il {expiresOn}:\n{link}\n\nOccorre un account con questo indirizzo e-mail; se non ne ha ancora uno, si registri prima.',
      },
    },
  },
  'member-invitation-resent': {
    cause: 'to a stranger',
    facts: { organisation: 'text', inviter: 'text', role: 'word', expiresOn: 'date', link: 'link' },
    texts: {
      en: {
        subject: 'Reminder: {inviter} invites you to {organisation}',
        text: '{inviter} has sent you the invitation to {organisation} at {provider} again. The link of the earlier mail no longer works.\n\nYour role: {role}\n\nAccept or refuse by {expiresOn}:\n{link}\n\nYou need an account with this e-mail address; if you have none yet, sign up first.',
      },
      fr: {
        subject: 'Rappel : {inviter} vous invite à rejoindre {organisation}',
        text: '{inviter} vous a renvoyé l’invitation à rejoindre {organisation} chez {provider}. Le lien de l’e-mail précédent ne fonctionne plus.\n\nVotre rôle : {role}\n\nAcceptez ou refusez jusqu’au {expiresOn} :\n{link}\n\nIl vous faut un compte avec cette adresse e-mail ; si vous n’en avez pas encore, inscrivez-vous d’abord.',
      },
      de: {
        subject: 'Erinnerung: {inviter} lädt Sie zu {organisation} ein',
        text: '{inviter} hat Ihnen die Einladung zu {organisation} bei {provider} erneut gesendet. Der Link der früheren E-Mail gilt nicht mehr.\n\nIhre Rolle: {role}\n\nBitte nehmen Sie bis {expiresOn} an oder lehnen Sie ab:\n{link}\n\nSie brauchen ein Konto mit dieser E-Mail-Adresse; haben Sie noch keines, registrieren Sie sich zuerst.',
      },
      it: {
        subject: 'Promemoria: {inviter} La invita a unirsi a {organisation}',
        text: '{inviter} Le ha inviato di nuovo l’invito a unirsi a {organisation} presso {provider}. Il link dell’e-mail precedente non funziona più.\n\nIl Suo ruolo: {role}\n\nAccetti o rifiuti entro il {expiresOn}:\n{link}\n\nOccorre un account con questo indirizzo e-mail; se non ne ha ancora uno, si registri prima.',
      },
    },
  },
  'member-joined': {
    cause: 'to people involved',
    facts: { organisation: 'text', member: 'text', role: 'word' },
    texts: {
      en: {
        subject: '{member} has joined {organisation}',
        text: '{member} has accepted your invitation and now belongs to {organisation} at {provider}.\n\nRole: {role}',
      },
      fr: {
        subject: '{member} a rejoint {organisation}',
        text: '{member} a accepté votre invitation et fait désormais partie de {organisation} chez {provider}.\n\nRôle : {role}',
      },
      de: {
        subject: '{member} ist {organisation} beigetreten',
        text: '{member} hat Ihre Einladung angenommen und gehört nun zu {organisation} bei {provider}.\n\nRolle: {role}',
      },
      it: {
        subject: '{member} è entrato in {organisation}',
        text: '{member} ha accettato il Suo invito e ora fa parte di {organisation} presso {provider}.\n\nRuolo: {role}',
      },
    },
  },
  'member-invitation-withdrawn': {
    cause: 'to a stranger',
    facts: { organisation: 'text' },
    texts: {
      en: {
        subject: '{organisation} has taken its invitation back',
        text: '{organisation} has taken back its invitation of you at {provider}. The link in the invitation no longer works, and nothing changes for you.',
      },
      fr: {
        subject: '{organisation} a retiré son invitation',
        text: '{organisation} a retiré l’invitation qui vous était adressée chez {provider}. Le lien de l’invitation ne fonctionne plus, et rien ne change pour vous.',
      },
      de: {
        subject: '{organisation} hat die Einladung zurückgezogen',
        text: '{organisation} hat die Einladung an Sie bei {provider} zurückgezogen. Der Link der Einladung funktioniert nicht mehr, und für Sie ändert sich nichts.',
      },
      it: {
        subject: '{organisation} ha ritirato l’invito',
        text: '{organisation} ha ritirato l’invito che Le era rivolto presso {provider}. Il link dell’invito non funziona più e per Lei nulla cambia.',
      },
    },
  },
  'member-invitation-expired': {
    cause: 'ours',
    facts: { person: 'text', organisation: 'text', email: 'text', link: 'link' },
    texts: {
      en: {
        subject: 'The invitation of {email} has expired',
        text: 'Hello {person}\n\n{email} did not answer the invitation to {organisation} in time. It has expired. You can invite again.\n\nSee your team:\n{link}',
      },
      fr: {
        subject: 'L’invitation de {email} a expiré',
        text: 'Bonjour {person}\n\n{email} n’a pas répondu à temps à l’invitation à rejoindre {organisation}. Elle a expiré. Vous pouvez inviter à nouveau.\n\nVoir votre équipe :\n{link}',
      },
      de: {
        subject: 'Die Einladung an {email} ist abgelaufen',
        text: 'Guten Tag {person}\n\n{email} hat die Einladung zu {organisation} nicht rechtzeitig beantwortet. Sie ist abgelaufen. Sie können erneut einladen.\n\nZu Ihrem Team:\n{link}',
      },
      it: {
        subject: 'L’invito a {email} è scaduto',
        text: 'Buongiorno {person}\n\n{email} non ha risposto in tempo all’invito a {organisation}. È scaduto. Può invitare di nuovo.\n\nVedere il Suo team:\n{link}',
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>
