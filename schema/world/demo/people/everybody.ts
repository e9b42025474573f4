/** Persona key, membership in the demo world, what is telling about them: in the order of the access table. */
export const demoPeople: readonly (readonly [key: string, membership: string, situation: string])[] = [
  // The client's side
  [
    'client-owner',
    'lakeside-owner',
    'Legal representative of a client with one full Partner (switched to partner-pays), one limited, one invited.',
  ],
  [
    'client-administrator',
    'lakeside-administrator',
    'Manages products, people and accounting of the same client.',
  ],
  ['client-accountant', 'lakeside-accountant', 'Collaborator with accounting, granted one product.'],
  ['client-collaborator', 'lakeside-collaborator', 'Collaborator without accounting, granted two products.'],
  ['client-external', 'lakeside-external', 'External user, granted one product by the administrator.'],
  [
    'client-owner-client-pays',
    'birkenhof-owner',
    'Owner of a client whose full Partner never paid; a limited request of another Partner waits.',
  ],
  [
    'client-owner-partner-pays',
    'cordier-owner',
    'Owner of a client whose full Partner pays its own orders since the first day.',
  ],
  [
    'client-accountant-partner-pays',
    'cordier-accountant',
    'Collaborator with accounting of the same client.',
  ],
  [
    'client-owner-switched-back',
    'montclair-owner',
    'Owner of a client switched from partner-pays to client-pays.',
  ],
  [
    'client-owner-inviting',
    'jura-owner',
    'Owner of a client with a pending, a refused, a cancelled and an expired invitation.',
  ],
  [
    'client-owner-ended',
    'duval-owner',
    'Owner of a French client that ended its partnership; reverse charge.',
  ],
  ['client-owner-limited', 'lagovivo-owner', 'Owner of an Italian association with one limited Partner.'],
  // The Partner's side
  [
    'partner-full-client-pays',
    'alpenrand-owner',
    'Partner owner with full access under client-pays; one client is itself a Partner.',
  ],
  ['partner-full-partner-pays', 'ondebleue-owner', 'Partner owner with full access under partner-pays.'],
  [
    'partner-administrator',
    'ondebleue-administrator',
    'Partner administrator with full access under partner-pays.',
  ],
  ['partner-switched', 'kontrast-owner', 'Partner owner of two full mandates, one switched each way.'],
  [
    'partner-limited',
    'pixelwerk-owner',
    'Partner owner limited to two products of a client that has a full Partner too; has asked another client.',
  ],
  [
    'partner-limited-collaborator',
    'pixelwerk-collaborator',
    'Collaborator of that limited Partner, granted the client.',
  ],
  [
    'partner-limited-eur',
    'riva-owner',
    'Partner owner in Italy, limited to one product of an Italian client.',
  ],
  [
    'partner-collaborator-granted',
    'kontrast-collaborator-granted',
    'Partner collaborator granted the client Lakeside Hotel.',
  ],
  [
    'partner-collaborator-not-granted',
    'kontrast-collaborator-not-granted',
    'Partner collaborator granted no client.',
  ],
  [
    'partner-accountant-granted',
    'kontrast-accountant-granted',
    'Partner collaborator with accounting, granted Lakeside Hotel.',
  ],
  ['partner-accountant', 'kontrast-accountant', 'Partner collaborator with accounting, granted no client.'],
  ['partner-external', 'kontrast-external', 'External user of the Partner, granted one of its own products.'],
  ['partner-pending', 'nordlicht-owner', 'Invited twice, once limited and once in full; has not answered.'],
  ['partner-refused', 'quarz-owner', 'Refused an invitation.'],
  ['partner-cancelled', 'sentiero-owner', 'The invitation was withdrawn.'],
  ['partner-expired', 'sommet-owner', 'Let an invitation expire.'],
  [
    'partner-ended',
    'rhone-owner',
    'Its only mandate, under partner-pays, has ended; it keeps its invoices and its cashback.',
  ],
  // Corners
  [
    'external-became-partner',
    'alpenrand-former-external',
    'Was an external of Birkenhof until its mandate started; now a collaborator of the Partner, granted it.',
  ],
  [
    'both-as-partner',
    'alpenrand-administrator',
    'Partner administrator who is also a member of a client: acting in the Partner.',
  ],
  [
    'both-as-client',
    'birkenhof-accountant',
    'The same person, acting in the client as a collaborator with accounting.',
  ],
  [
    'holder-not-member',
    'bernasconi-owner',
    'Holder of a domain of Cordier Horlogerie, which its Partner pays; member of his own Organisation only.',
  ],
  ['stranger', 'hafenkontor-owner', 'Owner of an unrelated German company; reverse charge.'],
  ['stranger-private', 'hofer-owner', 'A private person in Austria.'],
  // Members, programs, the audit trail
  ['members-owner', 'gartenbau-owner', 'Owner with invitations of people, API tokens and an audit trail.'],
  ['members-administrator', 'gartenbau-administrator', 'Administrator of the same company.'],
  [
    'members-collaborator',
    'gartenbau-collaborator',
    'Collaborator with an API token and an application password.',
  ],
  ['members-partner', 'heckenwerk-owner', 'Owner of its full Partner, which keeps account of its own acts.'],
]

/** The provider's own people, who act in no Organisation: persona key, user, what is telling about them. */
export const staffPeople: readonly (readonly [key: string, user: string, situation: string])[] = [
  [
    'staff-support',
    'sam-ritter',
    'Support of the provider: visits Lakeside Hotel at this moment; one visit is closed, one has expired.',
  ],
  [
    'staff-compliance',
    'noemi-lang',
    'Compliance officer: reads reports of irregularities, tells of breaches.',
  ],
  ['staff-policy-reviewer', 'oskar-brandt', 'Reviews the policies and sees nothing of any client.'],
]
