/** A number as the register wants it. */
export interface RegisterNumber {
  readonly prefix: string
  readonly number: string
}

/** What the register says. Only a clear answer is CONFIRMED or REFUSED. */
export type RegisterAnswer = 'CONFIRMED' | 'REFUSED' | 'UNREACHABLE'

/** Asks whether a VAT number is valid today. Never throws: silence is an answer. */
export interface VatCheck {
  ask(vatNumber: RegisterNumber): Promise<RegisterAnswer>
}
