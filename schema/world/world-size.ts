/** What is asked of the generator. */
export interface WorldOptions {
  readonly organisations: number
  readonly partners: number
  readonly seed: number
  /** By default 50 for each Organisation. */
  readonly invoices?: number
}

export interface WorldSize {
  readonly organisations: number
  /** The organisations 1 to `partners` are Partners. */
  readonly partners: number
  readonly seed: number
  readonly invoices: number
  /** Clients of Partner 1: a quarter of all organisations. */
  readonly bigClients: number
  /** Clients of Partner 2: 69, where there are enough. */
  readonly smallClients: number
}

/** Checks what was asked and fills in the rest. */
export function worldSize(options: WorldOptions): WorldSize {
  const { organisations, partners, seed } = options
  const invoices = options.invoices ?? organisations * 50
  for (const [name, value] of Object.entries({ organisations, partners, seed, invoices })) {
    if (!Number.isSafeInteger(value) || value < 0)
      throw new Error(`\`${name}\` must be a whole number from 0 up.`)
  }
  if (partners < 2 || organisations < partners * 2) {
    throw new Error('A world needs at least 2 partners, and twice as many organisations as partners.')
  }
  const clients = organisations - partners
  const bigClients = Math.min(Math.floor(organisations / 4), clients)
  const smallClients = Math.min(69, Math.floor((clients - bigClients) / 4))
  return { organisations, partners, seed, invoices, bigClients, smallClients }
}
