import type { Side } from './changed-questions'

/** What only one of two versions knows: `Invoice`, `Invoice.net`, `pay on Invoice`, `class accounting`. */
export interface WordsOnOneSide {
  readonly base: readonly string[]
  readonly head: readonly string[]
}

export function wordsOnOneSide(base: Side, head: Side): WordsOnOneSide {
  const before = wordsOf(base)
  const after = wordsOf(head)
  return {
    base: before.filter((word) => !after.includes(word)),
    head: after.filter((word) => !before.includes(word)),
  }
}

function wordsOf({ set, vocabulary }: Side): readonly string[] {
  const types = [...set.types].flatMap(([type, { actions }]) => [
    type,
    ...(vocabulary.types.get(type)?.fields ?? []).map(({ name }) => `${type}.${name}`),
    ...actions.map((action) => `${action} on ${type}`),
  ])
  return [...types, ...set.classes.map(({ name }) => `class ${name}`)].sort()
}
