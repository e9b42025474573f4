import { type Language } from './language'

export const german: Language = {
  tag: 'de-CH',
  words: {
    LIMITED: 'begrenzter Zugang, zu einzelnen Produkten',
    FULL_CLIENT_PAYS: 'voller Zugang; der Kunde zahlt',
    FULL_PARTNER_PAYS: 'voller Zugang; der Partner zahlt',
    CLIENT_PAYS: 'der Kunde zahlt',
    PARTNER_PAYS: 'der Partner zahlt',
    CLIENT: 'Kunde',
    PARTNER: 'Partner',
    API_TOKEN: 'ein API-Token',
    APPLICATION_PASSWORD: 'ein Anwendungspasswort',
    OWNER: 'Inhaber',
    ADMINISTRATOR: 'Administrator',
    COLLABORATOR: 'Mitarbeiter',
    EXTERNAL: 'externer Benutzer',
    YES: 'ja',
    NO: 'nein',
  },
  mails: {
    invitation: {
      subject: '{client} lädt Sie als Partner ein',
      text: '{client} lädt {partner} ein, die eigenen Produkte bei {provider} zu verwalten.\n\nAngebot: {offer}\nUmfasste Produkte: {products}\n\nNehmen Sie an oder lehnen Sie ab bis {expiresOn}:\n{link}',
    },
    'invitation-resent': {
      subject: 'Erinnerung: {client} lädt Sie als Partner ein',
      text: '{client} hat die Einladung an {partner} noch einmal gesendet. Der Link der früheren Mail gilt nicht mehr.\n\nAngebot: {offer}\nUmfasste Produkte: {products}\n\nNehmen Sie an oder lehnen Sie ab bis {expiresOn}:\n{link}',
    },
    'invitation-accepted': {
      subject: '{partner} hat Ihre Einladung angenommen',
      text: '{partner} ist nun Partner von {client} bei {provider}.\n\nVereinbart: {offer}\n\nSie können die Partnerschaft jederzeit in Ihrem Bereich beenden.',
    },
    'invitation-refused': {
      subject: '{partner} hat Ihre Einladung abgelehnt',
      text: '{partner} hat die Einladung von {client} abgelehnt und hat keinen Zugang zu Ihren Produkten.',
    },
    'access-requested': {
      subject: '{partner} bittet um Zugang zu {client}',
      text: '{partner} bittet darum, Produkte von {client} bei {provider} zu verwalten.\n\nGewünscht: {offer}\n\nSie können dies oder etwas anderes gewähren oder ablehnen, bis {expiresOn} in Ihrem Bereich. Vorher sieht {partner} nichts von {client}.',
    },
    'access-granted': {
      subject: '{client} hat Ihnen Zugang gewährt',
      text: '{partner} ist nun Partner von {client} bei {provider}.\n\nGewährt: {offer}',
    },
    'access-refused': {
      subject: '{client} hat Ihre Anfrage abgelehnt',
      text: '{client} hat den Zugang abgelehnt, um den {partner} gebeten hat.',
    },
    'partnership-ended': {
      subject: 'Die Partnerschaft von {client} und {partner} ist beendet',
      text: 'Die Partnerschaft von {client} und {partner} endete am {endedOn}. Beendet von: {endedBy}.\n\n{partner} hat keinen Zugang mehr zu den Produkten von {client}. Ausgestellte Rechnungen bleiben, wie sie sind; Verlängerungen, die {partner} zahlte, gehen von nun an an {client}.',
    },
    'payment-mode-changed': {
      subject: '{client} hat den Zahlungsmodus geändert',
      text: '{client} hat den Zahlungsmodus der Partnerschaft mit {partner} am {changedOn} geändert.\n\nNeu gilt für das, was {partner} bestellt: {mode}.\n\nBestehende Bestellungen und Rechnungen bleiben, wie sie sind.',
    },
    'renewal-reminder': {
      subject: '{product} ist am {dueOn} zu verlängern',
      text: 'Das Produkt {product} ist am {dueOn} zu verlängern. Die Rechnung geht an {organisation}.\n\nSie können es in Ihrem Bereich verlängern oder die automatische Verlängerung ändern.',
    },
    dunning: {
      subject: 'Die Rechnung {number} ist überfällig',
      text: 'Die Rechnung {number} an {organisation} war am {dueOn} fällig. Wir haben die Zahlung noch nicht erhalten.\n\nNoch zu zahlen: {due}\n\nHaben Sie inzwischen gezahlt, so betrachten Sie diese Mail als erledigt.',
    },
    'sign-up': {
      subject: 'Bestätigen Sie Ihre E-Mail-Adresse',
      text: 'Mit dieser E-Mail-Adresse wurde ein Konto bei {provider} gewünscht.\n\nWaren Sie das, bestätigen Sie es bis {expiresAt} mit dem Passwort, das Sie gewählt haben:\n{link}\n\nWenn nicht, tun Sie nichts: Ohne Sie entsteht kein Konto.',
    },
    'sign-up-known': {
      subject: 'Sie haben schon ein Konto',
      text: 'Mit dieser E-Mail-Adresse wurde ein Konto bei {provider} gewünscht, und sie hat schon eines. Es wurde nichts geändert.\n\nWaren Sie das, melden Sie sich wie gewohnt an. Haben Sie das Passwort verloren, verlangen Sie bei der Anmeldung ein anderes.\n\nWaren Sie es nicht, ist nichts zu tun.',
    },
    'password-reset': {
      subject: 'Setzen Sie ein anderes Passwort',
      text: 'Für Ihr Konto bei {provider} wurde ein anderes Passwort verlangt.\n\nWaren Sie das, setzen Sie es bis {expiresAt}:\n{link}\n\nWenn nicht, tun Sie nichts: Ihr Passwort bleibt, wie es ist.',
    },
    'password-reset-unknown': {
      subject: 'Zu dieser Adresse gibt es kein Konto',
      text: 'Für ein Konto bei {provider} mit dieser E-Mail-Adresse wurde ein anderes Passwort verlangt. Es gibt keines.\n\nWaren Sie das, haben Sie sich vielleicht mit einer anderen Adresse angemeldet. Wenn nicht, ist nichts zu tun.',
    },
    'password-changed': {
      subject: 'Ihr Passwort wurde geändert',
      text: '{name}, das Passwort Ihres Kontos bei {provider} wurde am {at} geändert. Überall sonst wurden Sie abgemeldet.\n\nWaren Sie das nicht, verlangen Sie sofort ein anderes Passwort und schreiben Sie uns.',
    },
    'two-factor-on': {
      subject: 'Die Anmeldung in zwei Schritten ist eingeschaltet',
      text: '{name}, seit {at} braucht die Anmeldung bei {provider} auch einen Code Ihrer Authentisierungs-App. Bewahren Sie die Wiederherstellungscodes an einem sicheren Ort auf.\n\nWaren Sie das nicht, schreiben Sie uns.',
    },
    'two-factor-off': {
      subject: 'Die Anmeldung in zwei Schritten ist ausgeschaltet',
      text: '{name}, seit {at} braucht die Anmeldung bei {provider} keinen Code mehr, nur noch das Passwort.\n\nWaren Sie das nicht, verlangen Sie sofort ein anderes Passwort und schreiben Sie uns.',
    },
    'holder-change': {
      subject: 'Bestätigen Sie den neuen Inhaber von {product}',
      text: '{holder}, das Produkt {product} lautet auf Ihren Namen. Es soll künftig auf {newHolder} lauten.\n\nWenn Sie einverstanden sind, bestätigen Sie bis {expiresAt}:\n{link}\n\nWenn Sie nichts tun, bleibt alles, wie es ist.',
    },
    'support-visit': {
      subject: 'Unser Support sieht sich {organisation} an',
      text: 'Jemand von unserem Support sieht sich das Konto von {organisation} an, längstens bis {expiresAt}. Zu sehen sind Personen, Produkte und Partnerschaften; keine Rechnungen, keine Preise. Geändert werden kann nichts.\n\nGrund: {reason}\n\nAlle Besuche finden Sie in Ihrem Dashboard. Wenn Sie nicht um Hilfe gebeten haben, melden Sie sich bitte.',
    },
    'breach-notice': {
      subject: 'Mitteilung zum Datenschutz für {organisation}: {subject}',
      text: 'Wir müssen Ihnen eine Verletzung des Datenschutzes mitteilen, die {organisation} betrifft.\n\n{subject}\n\n{message}\n\nSie finden diese Mitteilung auch in Ihrem Dashboard.',
    },
    'credential-created': {
      subject: 'Ein neuer Zugang zu Ihrem Konto',
      text: 'Am {madeAt} wurde für Ihr Konto bei {provider} {kind} angelegt: {name}.\n\nWenn Sie das nicht waren, widerrufen Sie es in Ihrer Übersicht und ändern Sie Ihr Passwort.',
    },
    'member-invitation': {
      subject: '{inviter} lädt Sie zu {organisation} ein',
      text: '{inviter} lädt Sie zu {organisation} bei {provider} ein.\n\nIhre Rolle: {role}\n\nNehmen Sie bis {expiresOn} an oder lehnen Sie ab:\n{link}\n\nSie brauchen ein Konto mit dieser E-Mail-Adresse; haben Sie noch keines, registrieren Sie sich zuerst.',
    },
    'member-invitation-resent': {
      subject: 'Erinnerung: {inviter} lädt Sie zu {organisation} ein',
      text: '{inviter} hat Ihnen die Einladung zu {organisation} bei {provider} erneut gesendet. Der Link der früheren E-Mail gilt nicht mehr.\n\nIhre Rolle: {role}\n\nNehmen Sie bis {expiresOn} an oder lehnen Sie ab:\n{link}\n\nSie brauchen ein Konto mit dieser E-Mail-Adresse; haben Sie noch keines, registrieren Sie sich zuerst.',
    },
    'member-joined': {
      subject: '{member} ist {organisation} beigetreten',
      text: '{member} hat Ihre Einladung angenommen und gehört nun zu {organisation} bei {provider}.\n\nRolle: {role}',
    },
    'member-changed': {
      subject: 'Ihre Rolle für {organisation} hat sich geändert',
      text: 'Bei {provider} wurde Ihre Rolle für {organisation} geändert.\n\nRolle: {role}\nZugang zu Rechnungen und Zahlungen: {accounting}\n\nDas gilt ab sofort. Wenn Sie den Grund nicht kennen, fragen Sie eine Inhaberin, einen Inhaber oder die Administration von {organisation}.',
    },
    'member-removed': {
      subject: 'Sie gehören nicht mehr zu {organisation}',
      text: 'Sie gehören nicht mehr zu {organisation} bei {provider}. Ihr Zugang, Ihre API-Tokens dafür und was Ihnen dort gewährt war, gelten nicht mehr.',
    },
  },
}
