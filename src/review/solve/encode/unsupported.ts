/** A condition says something that the solver does not reason about. The answer is then unknown, never a guess. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported'
}
