import { type Node } from 'yaml'
import { compileAside, type CompileAside } from '../../policy/compile/check-definitions'
import { type Condition } from '../../policy/condition'
import {
  type PolicyError,
  PolicyErrors,
  type ReportPolicyError,
  suggestion,
} from '../../policy/parse/policy-error'
import {
  type PolicyFile,
  readExpression,
  readFreeMapping,
  readMapping,
  readWord,
  readYaml,
  type YamlFile,
} from '../../policy/parse/read-yaml'
import { type Vocabulary } from '../../policy/vocabulary'

/** What the matrix tells apart: who asks, and for each type what is so of a row. The engine knows no noun; this file does. */
export interface Situations {
  readonly principals: readonly NamedPrincipal[]
  /** By type; a type that is not there has one situation: any row. */
  readonly rows: ReadonlyMap<string, readonly NamedSituation[]>
}

export interface NamedPrincipal {
  readonly name: string
  readonly means: string
  readonly condition: Condition
}

export interface NamedSituation {
  readonly name: string
  readonly condition: Condition
}

/** Reads `situations.yaml`. @throws PolicyErrors with every mistake at its place. */
export function readSituations(
  file: PolicyFile,
  policies: readonly PolicyFile[],
  vocabulary: Vocabulary,
): Situations {
  const errors: PolicyError[] = []
  const report: ReportPolicyError = (error) => void errors.push(error)
  const yaml = readYaml(file, report)
  const keys = { what: 'The file of situations', required: ['principals', 'situations'], optional: [] }
  const root = yaml === null ? null : readMapping(yaml.root, keys, yaml)
  const compile = compileAside(policies, vocabulary, report)
  const [people, rows] = [root?.value('principals'), root?.value('situations')]
  const situations: Situations = {
    principals: yaml === null || people === undefined ? [] : readPrincipals(people, yaml, compile),
    rows:
      yaml === null || rows === undefined ? new Map() : readRows(rows, yaml, { compile, vocabulary, report }),
  }
  if (errors.length > 0) throw new PolicyErrors(errors)
  return situations
}

function readPrincipals(node: Node, file: YamlFile, compile: CompileAside): readonly NamedPrincipal[] {
  const mapping = readFreeMapping(node, '`principals`', file)
  return (mapping?.keys ?? []).flatMap((name) => {
    const value = mapping?.value(name.text)
    const what = `\`${name.text}\``
    const entry =
      value === undefined
        ? null
        : readMapping(value, { what, required: ['when', 'means'], optional: [] }, file)
    const [whenNode, meansNode] = [entry?.value('when'), entry?.value('means')]
    const when = whenNode === undefined ? null : readExpression(whenNode, `${what}: \`when\``, file)
    const means = meansNode === undefined ? null : readWord(meansNode, `${what}: \`means\``, file)
    const condition = when === null ? null : compile(null, when)
    return condition === null ? [] : [{ name: name.text, means: means?.text ?? '', condition }]
  })
}

function readRows(
  node: Node,
  file: YamlFile,
  around: {
    readonly compile: CompileAside
    readonly vocabulary: Vocabulary
    readonly report: ReportPolicyError
  },
): ReadonlyMap<string, readonly NamedSituation[]> {
  const types = readFreeMapping(node, '`situations`', file)
  const entries = (types?.keys ?? []).map((type): [string, readonly NamedSituation[]] => {
    if (!around.vocabulary.types.has(type.text)) {
      const message = `There is no type \`${type.text}\`.`
      const help = suggestion(type.text, around.vocabulary.types.keys())
      around.report({ ...type.place, code: 'unknown-type', message, ...help })
      return [type.text, []]
    }
    const value = types?.value(type.text)
    const mapping = value === undefined ? null : readFreeMapping(value, `\`${type.text}\``, file)
    const named = (mapping?.keys ?? []).flatMap((name) => {
      const one = mapping?.value(name.text)
      const when = one === undefined ? null : readExpression(one, `\`${name.text}\``, file)
      const condition = when === null ? null : around.compile(type.text, when)
      return condition === null ? [] : [{ name: name.text, condition }]
    })
    return [type.text, named]
  })
  return new Map(entries)
}
