import type { Language } from './language'

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
  },
}
