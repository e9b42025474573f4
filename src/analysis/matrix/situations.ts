/* eslint-disable @typescript-eslint/explicit-module-boundary-types -- a schema is its type; written out, it would be a second grammar */

import { z } from 'zod'
import { compileAside, type CompileAside } from '../../policy/compile/check-definitions'
import { type Condition } from '../../policy/condition'
import {
  type PolicyError,
  PolicyErrors,
  type ReportPolicyError,
  suggestion,
} from '../../policy/parse/policy-error'
import { condition } from '../../policy/parse/policy-grammar'
import { labelled, type Placed, readShape, text } from '../../policy/parse/read-shape'
import { type PolicyFile, readYaml } from '../../policy/parse/read-yaml'
import { type Vocabulary } from '../../policy/vocabulary'

/** What the matrix distinguishes: principals, and for each type the situations of a row. The engine knows no noun; the file does. */
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
  const read = yaml === null ? null : readShape(yaml, anySituations)
  const { principals = [], situations: rows = [] } = read?.parts ?? {}
  const compile = compileAside(policies, vocabulary, report)
  const situations: Situations = {
    principals: principals.flatMap(({ name, value }) => {
      const condition = value === null ? null : compile(null, value.when)
      return condition === null ? [] : [{ name: name.text, means: value?.means.text ?? '', condition }]
    }),
    rows: new Map(rows.map((one) => [one.name.text, situationsOf(one, { compile, vocabulary, report })])),
  }
  if (errors.length > 0) throw new PolicyErrors(errors)
  return situations
}

/** The grammar of `situations.yaml`: for the loader with any types, for editors with those that there are. */
export function situationsGrammar<R extends z.ZodType>(rows: R) {
  const principal = z.strictObject({ when: condition, means: text() })
  return labelled(
    z.strictObject({
      principals: labelled(z.record(z.string(), principal), { entry: 'The principal' }),
      situations: rows,
    }),
    { what: 'The file of situations' },
  )
}

/** By type: situations of its rows, by name. */
export function rowSituations(): z.ZodRecord<z.ZodString, typeof condition> {
  return labelled(z.record(z.string(), condition), { entry: 'The situation' })
}

const anySituations = situationsGrammar(z.record(z.string(), rowSituations()))

type PlacedRows = Placed<z.infer<typeof anySituations>>['situations'][number]

function situationsOf(
  { name: type, value }: PlacedRows,
  around: {
    readonly compile: CompileAside
    readonly vocabulary: Vocabulary
    readonly report: ReportPolicyError
  },
): readonly NamedSituation[] {
  if (!around.vocabulary.types.has(type.text)) {
    const message = `There is no type \`${type.text}\`.`
    const help = suggestion(type.text, around.vocabulary.types.keys())
    around.report({ ...type.place, code: 'unknown-type', message, ...help })
    return []
  }
  return (value ?? []).flatMap(({ name, value: when }) => {
    const compiled = when === null ? null : around.compile(type.text, when)
    return compiled === null ? [] : [{ name: name.text, condition: compiled }]
  })
}
