import { createHash } from 'node:crypto'
import { type Draft, storedInstantText } from '../world/demo/compile/draft'

/** Changes of holder, by the way each can be seen or hidden. */
const changes = [
  // The Partner asks; nobody outside holds it, so the owner is asked.
  {
    name: 'cordier-mail',
    product: 'cordier-mail',
    of: 'cordier',
    askedIn: 'ondebleue',
    by: 'elodie-rochat',
    answerer: 'OWNER',
  },
  // The client asks; the holder has confirmed.
  {
    name: 'lakeside-mail',
    product: 'lakeside-mail',
    of: 'lakeside',
    askedIn: 'lakeside',
    by: 'nina-keller',
    answerer: 'HOLDER',
    confirmed: true,
  },
  // A Partner asked whose mandate has ended.
  { name: 'duval-mail', product: 'duval-mail', of: 'duval', askedIn: 'rhone', by: null, answerer: 'HOLDER' },
  // Another Partner asked before the one of today.
  {
    name: 'montclair-mail',
    product: 'montclair-mail',
    of: 'montclair',
    askedIn: 'rhone',
    by: null,
    answerer: 'HOLDER',
  },
  // Asked for by whom it was installed on before.
  {
    name: 'birkenhof-drive',
    product: 'birkenhof-drive',
    of: 'jura',
    askedIn: 'jura',
    by: null,
    answerer: 'HOLDER',
  },
] as const

/** What the demo world has of changes of holder. */
export function productDemo({ names, rows: tables }: Pick<Draft, 'names' | 'rows'>): void {
  for (const change of changes) {
    const contact = names.add('contact', `asked-for-${change.name}`)
    tables.add('contacts', {
      id: contact,
      name: 'Musterwerk AG',
      kind: 'COMPANY',
      email: 'domains@musterwerk.example',
      phone: null,
      address_street: 'Gasse 1',
      address_postal_code: '3000',
      address_city: 'Bern',
      address_country: 'CH',
    })
    const confirmed = 'confirmed' in change
    tables.add('holder_changes', {
      id: names.add('holder-change', change.name),
      product_id: names.of('product', change.product),
      new_holder_id: contact,
      new_holder_name: 'Musterwerk AG',
      organisation_id: names.of('organisation', change.of),
      requested_in_id: names.of('organisation', change.askedIn),
      requested_by_id: names.ofOptional('user', change.by ?? undefined),
      answerer: change.answerer,
      // Of nothing anybody could send: nobody has the link.
      token_hash: createHash('sha256').update(`nothing/holder-change/${change.name}`).digest('hex'),
      requested_at: storedInstantText('2026-11-22 09:00'),
      expires_at: storedInstantText('2026-11-24 09:00'),
      confirmed_at: confirmed ? storedInstantText('2026-11-22 11:00') : null,
    })
  }
}
