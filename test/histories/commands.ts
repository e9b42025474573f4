import type fc from 'fast-check'
import { type AsyncCommand } from 'fast-check'
import type { Deed } from './deed'
import { deedsOnMandates } from './deeds-on-mandates'
import { deedsOnMoney } from './deeds-on-money'
import { deedsOnOrders } from './deeds-on-orders'
import type { Model } from './model'
import type { Real } from './real'
import { count } from './tally'

/** What may happen, in any order and as often as it likes. Whatever makes no sense must be refused. */
export const commands: fc.Arbitrary<AsyncCommand<Model, Real>>[] = [
  ...deedsOnMandates,
  ...deedsOnOrders,
  ...deedsOnMoney,
].map((deed) => deed.map(commandOf))

export function commandOf(deed: Deed): AsyncCommand<Model, Real> {
  return {
    check: () => true,
    toString: () => deed.text,
    run: async (model, real) => {
      const { verdict, done } = deed.predict(model)
      const answer = await deed.does(model, real)
      if (answer.verdict !== verdict) {
        throw new Error(
          `${deed.text}: the model says ${verdict}, the gateway ${answer.verdict} ${answer.reason}`,
        )
      }
      count(`${deed.text.split(' ')[0] ?? ''} ${verdict}`)
      if (verdict === 'done') done(answer.reported)
    },
  }
}
