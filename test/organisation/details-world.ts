import { type DataSource } from 'typeorm'
import { idOf } from '../../schema/world/demo/demo-world'
import { type DemoGateway, mutationsOn } from '../support/mutations-on'

const UPDATE = `mutation ($input: UpdateOrganisationInput!) { updateOrganisation(input: $input) {
  organisation { id name legalName kind country phone currency vatNumber vatStatus
    postalAddress { street postalCode city country }
    billingAddresses { id label recipient isDefault address { city } } }
  userErrors { code reason field message } } }`

export interface DetailsWorld {
  readonly gateway: DemoGateway
  update(persona: string, organisation: string, changes: object): Promise<any> // eslint-disable-line @typescript-eslint/no-explicit-any
  rows(table: string): Promise<any[]> // eslint-disable-line @typescript-eslint/no-explicit-any
  /** Everything a change of details can write. */
  everything(): Promise<unknown>
}

const TABLES = ['organisations', 'billing_addresses', 'terms_acceptances', 'vat_checks', 'audit_entries']

export async function detailsWorld(database: DataSource): Promise<DetailsWorld> {
  const gateway = await mutationsOn(database)
  const rows: DetailsWorld['rows'] = (table) => database.query(`SELECT * FROM ${table} ORDER BY id`)
  return {
    gateway,
    update: (persona, organisation, changes) =>
      gateway.ask(persona, UPDATE, { organisationId: idOf(`organisation/${organisation}`), ...changes }),
    rows,
    everything: () => Promise.all(TABLES.map(rows)),
  }
}

/** The one complaint of an answer, without its sentence. */
export function refused(answer: { readonly userErrors: readonly object[] }): unknown {
  expect(answer).toMatchObject({ organisation: null })
  expect(answer.userErrors).toHaveLength(1)
  return answer.userErrors[0]
}
