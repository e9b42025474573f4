/** A VAT number in the form of the register. */
interface RegisterNumber {
  readonly prefix: string
  readonly number: string
}

/** What the register says. Only a clear answer is CONFIRMED or REFUSED. */
export type RegisterAnswer = 'CONFIRMED' | 'REFUSED' | 'UNREACHABLE'

/** Asks whether a VAT number is valid today. Never throws: no answer is an outcome, too. */
export interface VatRegister {
  ask(vatNumber: RegisterNumber): Promise<RegisterAnswer>
}

/** The address of VIES, and how long to wait for it. */
interface ViesSettings {
  readonly url: string
  readonly timeoutMs: number
}

export const viesSettings: ViesSettings = {
  url: 'https://ec.europa.eu/taxation_customs/vies/rest-api/check-vat-number',
  timeoutMs: 5_000,
}

/** The real register. */
export function vies(settings: ViesSettings = viesSettings): VatRegister {
  return {
    async ask(vatNumber) {
      try {
        return answerOf(await answerFrom(settings, vatNumber))
      } catch {
        // WHY every error: whether the network, the register or the answer failed, the register said nothing about the number.
        return 'UNREACHABLE'
      }
    },
  }
}

async function answerFrom({ url, timeoutMs }: ViesSettings, vatNumber: RegisterNumber): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ countryCode: vatNumber.prefix, vatNumber: vatNumber.number }),
    // The body too must arrive before the time-out.
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
  })
  const body = await boundedText(response)
  return response.ok ? JSON.parse(body) : undefined
}

/** WHY a bound: an answer is a few hundred bytes; no register makes this server hold more. */
async function boundedText(response: Response): Promise<string> {
  const body: AsyncIterable<Uint8Array> | undefined = response.body ?? undefined
  const decoder = new TextDecoder()
  let text = ''
  if (body === undefined) return text
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > 65_536) throw new Error('The answer is too long.')
  }
  return text
}

/** A member state that does not answer is reported within a successful answer, sometimes beside `valid: false`. */
function answerOf(body: unknown): RegisterAnswer {
  if (typeof body !== 'object' || body === null || 'errorWrappers' in body) return 'UNREACHABLE'
  const error = 'userError' in body ? body.userError : undefined
  if (error !== undefined && error !== 'VALID' && error !== 'INVALID') return 'UNREACHABLE'
  if (!('valid' in body) || typeof body.valid !== 'boolean') return 'UNREACHABLE'
  if (body.valid) return error === 'INVALID' ? 'UNREACHABLE' : 'CONFIRMED'
  return error === 'VALID' ? 'UNREACHABLE' : 'REFUSED'
}

/** A register with a few numbers; it refuses every other one. Set `reachable` to false to make it unreachable. */
export class FakeVatRegister implements VatRegister {
  readonly asked: RegisterNumber[] = []
  reachable = true

  constructor(private readonly valid: ReadonlySet<string>) {}

  ask(vatNumber: RegisterNumber): Promise<RegisterAnswer> {
    this.asked.push(vatNumber)
    if (!this.reachable) return Promise.resolve('UNREACHABLE')
    const known = this.valid.has(vatNumber.prefix + vatNumber.number)
    return Promise.resolve(known ? 'CONFIRMED' : 'REFUSED')
  }
}
