import { type Command } from 'commander'
import { buildSchema, isNonNullType, isObjectType } from 'graphql'
import { sharedAssumptions } from '../../analysis/diff/diff-report'
import { readAssumptions } from '../../analysis/prove/read-invariants'
import { type Assumption } from '../../analysis/solver/solver'
import { loadPolicies } from '../../policy/compile/load-policies'
import { PolicyErrors, policyErrorText } from '../../policy/parse/policy-error'
import { type PolicyFile } from '../../policy/parse/read-yaml'
import { type PolicySet } from '../../policy/policy-set'
import { type FieldWords, type TypeWords, type Vocabulary } from '../../policy/vocabulary'
import { type Model } from '../../read/schema/model'
import { isPolicyFile, type PolicyParts } from './policy-files'
import { readVersion } from './read-version'

/** A version of the folder `policies`. */
export interface PolicyVersion {
  /** Its name in reports: `main (3f2a91c04d5e)`, `the working tree`. */
  readonly name: string
  /** Every YAML file of the folder, scenarios and cases included, as `policies/…`, in the order of their paths. */
  readonly files: readonly PolicyFile[]
  /** The public schema of that version, if it is known: its policies had to classify these fields. */
  readonly schema?: string
}

/** The documents of a version: types, classes and definitions. */
export function documentsOf({ files }: PolicyVersion): readonly PolicyFile[] {
  return files.filter(({ path }) => /^policies\/[^/]+$/.test(path) && isPolicyFile(path.slice(9)))
}

/** The files of a folder of a version: `scenarios`, `cases`. */
export function filesIn({ files }: PolicyVersion, folder: string): readonly PolicyFile[] {
  return files.filter(({ path }) => path.startsWith(`policies/${folder}/`))
}

/** A version whose policies were checked. */
export interface LoadedVersion extends PolicyVersion {
  readonly set: PolicySet
  /** The model that its policies had to classify. */
  readonly vocabulary: Vocabulary
  /** Types of that version that no longer exist; their documents were left out. */
  readonly goneTypes: readonly string[]
}

/**
 * Loads the policies of a version over today's tables. They must classify the fields of that version's own schema, so that
 * a field that was added since is no mistake of the base: nobody reads it there.
 *
 * @throws a sentence that says which version does not load, with every mistake
 */
export function loadVersion(version: PolicyVersion, today: Vocabulary, side: 'base' | 'head'): LoadedVersion {
  const { vocabulary, goneTypes } =
    version.schema === undefined ? { vocabulary: today, goneTypes: [] } : wordsOfSchema(version.schema, today)
  const documents = documentsOf(version).filter(({ text }) => {
    const [, type] = /^type:\s*([A-Za-z]+)/m.exec(text) ?? []
    return type === undefined || !goneTypes.includes(type)
  })
  try {
    return { ...version, vocabulary, goneTypes, set: loadPolicies(documents, vocabulary) }
  } catch (problem) {
    if (!(problem instanceof PolicyErrors)) throw problem
    const mistakes = problem.errors.map(policyErrorText)
    const many = `${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}`
    const head = `The ${side}, ${version.name}, does not load against today's schema: ${many}.`
    throw new Error([head, ...mistakes.map((line) => `  ${line}`)].join('\n'))
  }
}

/** The option for another version than the one in force. */
export const UNDER = 'under'

/** A verb that can run on another version of the policies: `--policy draft`, `--policy main`. */
export function underVersion(parts: PolicyParts, verb: (parts: PolicyParts) => Command): Command {
  // INVARIANT: a verb reads its parts when it runs, after the option is parsed, and never while the command is built.
  const chosen = { ...parts }
  return verb(chosen)
    .option('--policy <version>', 'a git revision, a folder or a draft; without: the policies in force')
    .hook('preAction', (_program, command) => {
      const { policy } = command.opts<{ readonly policy?: string }>()
      if (policy === undefined) return
      const version = readVersion(policy, parts.project)
      Object.assign(chosen, partsOfVersion(parts, version))
      command.setOptionValue(UNDER, version.name)
    })
}

/** The same nouns and the same demo world under another version: its policies, scenarios, cases, invariants and situations. */
function partsOfVersion(parts: PolicyParts, version: PolicyVersion): PolicyParts {
  const policies = documentsOf(version)
  const one = (name: string): PolicyFile => {
    const file = version.files.find(({ path }) => path === `policies/${name}`)
    if (file === undefined) throw new Error(`There is no \`${name}\` in ${version.name}.`)
    return file
  }
  return {
    ...parts,
    policyFiles: () => policies,
    mandateOn: (dataSource, settings) => parts.mandateOn(dataSource, { ...settings, policies }),
    mandateWithoutData: () => parts.mandateWithoutData(policies),
    situationsFile: () => one('situations.yaml'),
    invariantFile: () => one('invariants.yaml'),
    scenarioFiles: () => filesIn(version, 'scenarios'),
    caseFiles: () => filesIn(version, 'cases'),
  }
}

/** The fields of another version's schema, over today's tables. */
function wordsOfSchema(
  text: string,
  today: Vocabulary,
): { readonly vocabulary: Vocabulary; readonly goneTypes: readonly string[] } {
  const schema = buildSchema(text, { assumeValidSDL: true })
  const shown = new Map<string, readonly FieldWords[]>()
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue
    const fields = Object.values(type.getFields())
      .filter(({ name }) => name !== 'id' && name !== 'access')
      .map((field) => ({ name: field.name, nullable: !isNonNullType(field.type) }))
    shown.set(type.name, fields)
  }
  const types = [...today.types].map(([name, words]): [string, TypeWords] => [
    name,
    { ...words, fields: shown.get(name) ?? [] },
  ])
  const nodes = [...shown.keys()].filter((name) => !today.types.has(name))
  return { vocabulary: { ...today, types: new Map(types) }, goneTypes: nodes }
}

/** The assumptions that both versions make; none if one of them cannot be read. */
export function assumptionsOf(
  { base, head }: { readonly base: LoadedVersion; readonly head: LoadedVersion },
  model: Model,
): readonly Assumption[] {
  return sharedAssumptions(said(base, model), said(head, model))
}

function said(version: LoadedVersion, model: Model): readonly Assumption[] {
  const file = version.files.find(({ path }) => path === 'policies/invariants.yaml')
  if (file === undefined) return []
  try {
    return readAssumptions(file, { model, policies: version.set, files: documentsOf(version) })
  } catch (problem) {
    // WHY none: diff needs no assumption, and its report says how many it used. `prove` reports what is wrong with them.
    if (problem instanceof PolicyErrors) return []
    throw problem
  }
}
