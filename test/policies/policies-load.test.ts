import { loadPolicies } from '../../src/policy/compile/load-policies'
import { PolicyErrors } from '../../src/policy/parse/policy-error'
import { type PolicySet } from '../../src/policy/policy-set'
import { realPolicyFiles } from './real-policy-files'
import { realVocabulary } from './real-vocabulary'

describe('the real policies', () => {
  let set: PolicySet

  beforeAll(async () => {
    const vocabulary = await realVocabulary()
    set = loadedOrNamed(() => loadPolicies(realPolicyFiles(), vocabulary))
  })

  it('give every class a rule', () => {
    const used = new Set(set.rules.flatMap((rule) => rule.classes))
    expect(set.classes.map((one) => one.name).filter((name) => !used.has(name))).toEqual([])
  })

  it('let somebody do every action they name', () => {
    const permitted = new Set(
      set.rules.flatMap((rule) =>
        rule.effect === 'permit' ? rule.actions.map((action) => `${rule.type}.${action}`) : [],
      ),
    )
    const named = [...set.types.values()].flatMap(({ type, actions }) =>
      actions.map((action) => `${type}.${action}`),
    )
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((action) => !permitted.has(action))).toEqual([])
  })

  it('call every definition', () => {
    const texts = realPolicyFiles().filter(({ path }) => !path.endsWith('/definitions.yaml'))
    const definitions = realPolicyFiles().find(({ path }) => path.endsWith('/definitions.yaml'))
    const names = [...(definitions?.text ?? '').matchAll(/^ {2}([A-Za-z]+):$/gm)].map(([, name]) => name)
    expect(names.length).toBeGreaterThan(0)
    expect(names.filter((name) => !texts.some(({ text }) => text.includes(`${name}(`)))).toEqual([])
  })

  it('give nothing to everyone', () => {
    const open = set.rules.filter((rule) => rule.effect === 'permit' && rule.classes.includes('everyone'))
    expect(open.map((rule) => rule.id)).toEqual([])
  })
})

/** WHY: a list of mistakes with their places says more than the first line of an exception. */
function loadedOrNamed(load: () => PolicySet): PolicySet {
  try {
    return load()
  } catch (problem) {
    if (!(problem instanceof PolicyErrors)) throw problem
    const lines = problem.errors.map(
      ({ path, line, column, message }) => `${path}:${line}:${column} ${message}`,
    )
    throw new Error(lines.join('\n'))
  }
}
