import { type DataSource } from 'typeorm'
import { idOf } from '../../schema/world/demo/demo-world'
import { type DemoGateway, mutationsOn } from '../support/mutations-on'
import { NOON } from '../support/real-engine'

const CHANGE = `mutation ($input: ChangeHolderInput!) { changeHolder(input: $input) {
  product { id holder { name email } } holderAnswersUntil userErrors { code reason field } } }`
const CONFIRM = `mutation ($input: HolderChangeLinkInput!) { confirmHolderChange(input: $input) {
  productName userErrors { code reason field } } }`
const REFUSE = CONFIRM.replaceAll('confirm', 'refuse')
const LOOK = `query ($token: String!) { holderChange(token: $token) { productName newHolderName expiresAt
  holder { name kind email phone address { street city } } } }`

export const newHolder = {
  name: 'Grand Hôtel du Lac SA',
  kind: 'COMPANY',
  email: 'domaines@grand-hotel.example',
  phone: '+41 21 555 01 01',
  address: { street: 'Quai 1', postalCode: '1800', city: 'Vevey', country: 'ch' },
}

/** A gateway whose clock can be moved, and what is asked about holders. */
export interface HolderWorld {
  readonly gateway: DemoGateway
  moveTo(millisecondsAfterNoon: number): void
  change(persona: string, product: string, holder?: object, key?: string): Promise<any> // eslint-disable-line @typescript-eslint/no-explicit-any
  confirm(token: string): Promise<any> // eslint-disable-line @typescript-eslint/no-explicit-any
  refuse(token: string): Promise<any> // eslint-disable-line @typescript-eslint/no-explicit-any
  look(token: string): Promise<any> // eslint-disable-line @typescript-eslint/no-explicit-any
  /** The letters about holders, oldest first, with the secret of their link. */
  letters(): Promise<readonly HolderLetter[]>
  holderOf(product: string): Promise<number | null>
  rows(table: string): Promise<any[]> // eslint-disable-line @typescript-eslint/no-explicit-any
}

export interface HolderLetter {
  readonly to: string
  readonly locale: string
  readonly data: Readonly<Record<string, string>>
  readonly token: string
}

export async function holderWorld(database: DataSource): Promise<HolderWorld> {
  let now = NOON
  const gateway = await mutationsOn(database, {}, { now: () => now })
  const rows: HolderWorld['rows'] = (table) => database.query(`SELECT * FROM ${table} ORDER BY id`)
  return {
    gateway,
    moveTo: (after) => (now = new Date(NOON.getTime() + after)),
    change: (persona, product, holder = newHolder, idempotencyKey) =>
      gateway.ask(persona, CHANGE, { productId: idOf(`product/${product}`), holder, idempotencyKey }),
    confirm: (token) => gateway.ask('nobody', CONFIRM, { token }),
    refuse: (token) => gateway.ask('nobody', REFUSE, { token }),
    look: async (token) => (await gateway.post({ query: LOOK, variables: { token } })).body.data.holderChange,
    letters: async () =>
      (await rows('outbox_mails'))
        .filter((mail) => mail.template === 'holder-change')
        .map(({ recipient: to, locale, data: text }) => {
          const data = JSON.parse(text)
          return { to, locale, data, token: new URL(data.link).hash.replace('#token=', '') }
        }),
    holderOf: async (product) => {
      const key = Number(idOf(`product/${product}`).split(':')[1])
      const [row] = await database.query<{ holder_id: number | null }[]>(
        'SELECT holder_id FROM products WHERE id = ?',
        [key],
      )
      return row?.holder_id ?? null
    },
    rows,
  }
}
