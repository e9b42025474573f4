import { inTransaction } from '../data/transaction'
import type { WriteGround } from './ground'
import type { Inquiry } from './inquiry'
import { openTransaction } from './open-transaction'

/** Answers an inquiry, on facts of one moment. */
export function inquire<Input, Found>(
  ground: WriteGround,
  { inquiry, input }: { readonly inquiry: Inquiry<Input, Found>; readonly input: Input },
): Promise<Found | null> {
  const at = { now: ground.clock.now(), actor: { user: null, organisation: null } }
  return inTransaction(ground.dataSource, (manager) =>
    inquiry.find({ ...openTransaction(ground, manager, at), sealer: ground.sealer }, input),
  )
}
