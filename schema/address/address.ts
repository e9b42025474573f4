import { Field, InputType, ObjectType } from 'type-graphql'
import { Column } from 'typeorm'
import { country, nullable, optional, text } from '../columns'
import { lineOf, lineOrNothing } from '../contact/contact-texts'
import { refuse } from '../user-error/user-error'

/** A postal address, stored in the columns of the row it belongs to. */
@ObjectType({ description: 'A postal address.' })
export class Address {
  @Field(() => String, nullable('Street and number, or a post office box.'))
  @Column(optional(text(200)))
  street: string | null

  @Field(() => String, nullable('Postal code, as the country writes it.'))
  @Column(optional(text(16)))
  postalCode: string | null

  @Field(() => String, nullable('City or town.'))
  @Column(optional(text(120)))
  city: string | null

  @Field(() => String, nullable('ISO 3166 country code.'))
  @Column(optional(country))
  country: string | null
}

@InputType({ description: 'A postal address, whole: it replaces the one before.' })
export class AddressInput {
  @Field(() => String, { description: 'Street and number, or a post office box; at most 200 characters.' })
  street: string

  @Field(() => String, {
    nullable: true,
    description: 'Postal code, where the country has them; at most 16 characters.',
  })
  postalCode?: string | null

  @Field(() => String, { description: 'City or town; at most 120 characters.' })
  city: string

  @Field(() => String, { description: 'ISO 3166 country code, two letters.' })
  country: string
}

/** An address as it is stored; `field` is where the input has it. @throws Refusal, naming the part that is wrong. */
export function addressOf({ street, postalCode, city, country }: AddressInput, field: string): Address {
  return Object.assign(new Address(), {
    street: lineOf(street, { field: `${field}.street`, most: 200 }),
    postalCode: lineOrNothing(postalCode, { field: `${field}.postalCode`, most: 16 }),
    city: lineOf(city, { field: `${field}.city`, most: 120 }),
    country: countryOf(country, `${field}.country`),
  })
}

/** A country by its code, in capitals. @throws Refusal where there is none. */
export function countryOf(given: string, field: string): string {
  const text = given.trim()
  // WHY only ASCII: other letters may become several in upper case, and ß would become SS, which is South Sudan.
  const code = /^[A-Za-z]{2}$/.test(text) ? text.toUpperCase() : ''
  if (!countries.has(code)) throw refuse('BAD_USER_INPUT', 'NO_SUCH_COUNTRY', { field })
  return code
}

/** The country codes of ISO 3166-1. */
const countries: ReadonlySet<string> = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
    'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR ' +
    'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO ' +
    'JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR ' +
    'MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO ' +
    'RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV ' +
    'TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
  ).split(' '),
)
