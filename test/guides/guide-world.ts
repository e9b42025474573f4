import { type DataSource } from 'typeorm'
import { idOf } from '../../schema/world/demo/demo-world'
import { type OrderingWorld, orderingWorld } from '../ordering/ordering-world'

/** A mail as it left, before it is put into words. */
interface Letter {
  readonly to: string
  readonly template: string
  readonly data: Readonly<Record<string, string>>
}

/** The demo world as people meet it: operations, mails and files. */
export interface GuideWorld extends OrderingWorld {
  /** Asks a mutation for `userErrors` and a further selection, with its input type by its name. */
  mutate(persona: string, mutation: string, input: object, selection?: string): Promise<any> // eslint-disable-line @typescript-eslint/no-explicit-any
  /** What a query answers: its data. */
  query(persona: string, text: string): Promise<any> // eslint-disable-line @typescript-eslint/no-explicit-any
  /** The mails since so many were there. */
  lettersSince(count: number): Promise<readonly Letter[]>
  letterCount(): Promise<number>
  /** A file, as a persona gets it. */
  download(persona: string, path: string): Promise<Buffer>
}

export const product = (name: string): string => idOf(`product/${name}`)
export const organisation = (name: string): string => idOf(`organisation/${name}`)

export async function guideWorld(database: DataSource): Promise<GuideWorld> {
  const world = await orderingWorld(database)
  return {
    ...world,
    mutate: (persona, mutation, input, selection = '') => {
      const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
      const text = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} userErrors { code reason field message } } }`
      return world.ask(persona, text, input)
    },
    query: async (persona, text) => {
      const headers = persona === 'nobody' ? {} : await world.headersOf(persona)
      const { body } = await world.post({ query: text }, headers)
      expect(body.errors).toBeUndefined()
      return body.data
    },
    letterCount: async () => (await world.rows('outbox_mails')).length,
    lettersSince: async (count) =>
      (await world.rows('outbox_mails'))
        .slice(count)
        .map(({ recipient: to, template, data }) => ({ to, template, data: JSON.parse(data) })),
    download: async (persona, path) => {
      const response = await fetch(`${world.url}${path}`, { headers: await world.headersOf(persona) })
      expect([path, response.status]).toEqual([path, 200])
      return Buffer.from(await response.arrayBuffer())
    },
  }
}
