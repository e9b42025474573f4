import { noun } from '../noun'
import { Contact } from './contact.entity'
import { contactReasons } from './contact.reasons'

export const contact = noun({
  name: 'contact',
  entities: [Contact],
  reasons: contactReasons,
})
