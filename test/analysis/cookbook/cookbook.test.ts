import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { loadPolicies } from '../../../src/policy/compile/load-policies'
import { type PolicyFile } from '../../../src/policy/parse/read-yaml'
import { type Vocabulary } from '../../../src/policy/vocabulary'
import { realPolicyFiles } from '../../policies/real-policy-files'
import { realVocabulary } from '../../policies/real-vocabulary'

interface Recipe {
  readonly type?: string
  readonly facts?: Readonly<Record<string, string>>
  readonly rules?: readonly { readonly id: string }[]
  readonly classes?: Readonly<Record<string, object>>
}

const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'policy', 'cookbook.md'), 'utf8')
const recipes = [...page.matchAll(/^## (.+)\n[\s\S]*?```yaml\n([\s\S]*?)```/gm)].map(
  ([, title = '', text = '']) => ({ title, recipe: parse(text) as Recipe }),
)

/** The real policies with the recipe's facts, rules and classes added where they belong. */
function cooked(recipe: Recipe): readonly PolicyFile[] {
  return realPolicyFiles().map((file) => {
    const document = parse(file.text) as Recipe
    if (document.type !== undefined && document.type === recipe.type) {
      const facts = { ...document.facts, ...recipe.facts }
      const rules = [...(document.rules ?? []), ...(recipe.rules ?? [])]
      return {
        ...file,
        text: stringify(
          { ...document, ...(recipe.facts === undefined ? {} : { facts }), rules },
          { aliasDuplicateObjects: false },
        ),
      }
    }
    if (!file.path.endsWith('principals.yaml')) return file
    return { ...file, text: stringify({ classes: { ...document.classes, ...recipe.classes } }) }
  })
}

describe('the cookbook', () => {
  let vocabulary: Vocabulary

  beforeAll(async () => {
    vocabulary = await realVocabulary()
  })

  it('has at least twelve recipes, each with a piece of YAML', () => {
    expect(recipes.length).toBeGreaterThanOrEqual(12)
    expect(recipes).toHaveLength([...page.matchAll(/^## /gm)].length)
  })

  it.each(recipes)('$title', ({ recipe }) => {
    const set = loadPolicies(cooked(recipe), vocabulary)
    for (const { id } of recipe.rules ?? []) expect(set.rules.map((one) => one.id)).toContain(id)
    for (const name of Object.keys(recipe.classes ?? {}))
      expect(set.classes.map((one) => one.name)).toContain(name)
    expect((recipe.rules ?? []).length + Object.keys(recipe.classes ?? {}).length).toBeGreaterThan(0)
  })
})
