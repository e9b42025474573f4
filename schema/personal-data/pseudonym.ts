/** Who an erased person is from then on, wherever they must still be told from others. */
export interface Pseudonym {
  readonly name: string
  readonly email: string
}

export function pseudonymOf(user: number): Pseudonym {
  return { name: `Erased person ${user}`, email: `erased-${user}@erased.invalid` }
}
