import type { RegisterAnswer, RegisterNumber, VatCheck } from './vat-check'

/** A register of a few numbers; every other one is refused. Set `reachable` to take it off the net. */
export class FakeVatCheck implements VatCheck {
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
