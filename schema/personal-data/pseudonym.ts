import type { TransactionManager } from '../../src/data/transaction'
import { User } from '../user/user.entity'

/** Who an erased person is from then on, wherever they must still be told from others. */
export interface Pseudonym {
  readonly name: string
  readonly email: string
}

/** The pseudonym of a User. Its address is nobody's, and differs from the plain one where somebody has taken that. */
export async function freePseudonym(manager: TransactionManager, user: number): Promise<Pseudonym> {
  const name = `Erased person ${user}`
  for (let tries = 0; ; tries += 1) {
    const email = `erased-${user}${tries === 0 ? '' : `-${tries}`}@erased.invalid`
    if (!(await manager.existsBy(User, { email }))) return { name, email }
  }
}
