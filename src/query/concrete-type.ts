const CONCRETE_TYPE = Symbol('concrete type')

/** Marks an answer with its type. WHY: a symbol, since any text could be a response key of the caller's. */
export function ofConcreteType<T extends object>(answer: T, type: string): T {
  return Object.assign(answer, { [CONCRETE_TYPE]: type })
}

/** Which type an answer of `node` is, for the executor. */
export function concreteTypeOf(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined
  const type: unknown = Reflect.get(answer, CONCRETE_TYPE)
  return typeof type === 'string' ? type : undefined
}
