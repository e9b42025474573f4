import { addressOf } from '../address/address-of'
import type { Contact } from './contact.entity'
import type { ContactInput } from './contact.input'
import { emailOf } from './email-of'
import { lineOf } from './line-of'
import { phoneOf } from './phone-of'

/** What is kept of a holder. */
export type ContactRecord = Pick<Contact, 'name' | 'kind' | 'email' | 'phone' | 'address'>

/** A holder as it is stored; `field` is where the input has it. @throws Refusal, naming the part that is wrong. */
export function contactOf({ name, kind, email, phone, address }: ContactInput, field: string): ContactRecord {
  return {
    name: lineOf(name, { field: `${field}.name`, most: 200 }),
    kind,
    email: emailOf(email, `${field}.email`),
    phone: phoneOf(phone, `${field}.phone`),
    address: addressOf(address, `${field}.address`),
  }
}
