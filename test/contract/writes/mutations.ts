import { nouns } from '../../../schema/declared'
import { type MutationExample } from '../../../schema/noun-proofs'

/** Every mutation that asks a policy, with what its noun says of it. */
export const mutations: Readonly<Record<string, MutationExample>> = Object.assign(
  {},
  ...nouns.map(({ examples }) => examples ?? {}),
)

/** Why a mutation is not tried on rows. */
export const exempt: Readonly<Record<string, string>> = Object.assign(
  {},
  ...nouns.map(({ provenElsewhere }) => provenElsewhere ?? {}),
)

/** Those that make something, or move what cannot be moved back. What only changes something is refused when done twice. */
export const repeatable: readonly string[] = [
  ...Object.entries(mutations).flatMap(([name, { other }]) => (other === undefined ? [] : [name])),
  ...nouns.flatMap((noun) => noun.repeatable ?? []),
].sort()

/** Input fields that callers say although only the server says them elsewhere, and why. */
export const saidByCallers: Readonly<Record<string, string>> = Object.assign(
  {},
  ...nouns.map((noun) => noun.saidByCallers ?? {}),
)
