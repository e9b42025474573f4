import { anybodysPolicy, bindPolicy, type Slots, slotsOf } from '../../policy/compile/class-policy'
import { type CompiledRule } from '../../policy/compile/policy-ability'
import { neededPaths } from '../../policy/condition-paths'
import { cellCondition, type Question } from '../../policy/evaluate/decide'
import { explain, type ExplainedRule } from '../../policy/evaluate/explain'
import { type PolicySet } from '../../policy/policy-set'
import { type Principal, SIGNED_OUT } from '../../policy/principal'
import { EVERY_PRINCIPAL } from '../../read/principal-row'
import { type FactSource, readFacts } from '../../read/read-facts'
import { typeOf } from '../../read/schema/model'
import { conditionSql, slotColumns } from '../../read/sql/condition-sql'
import { type Fragment, integers, parametersOf, quoted, raw, sql } from '../../read/sql/fragment'
import { principalFound, principalText } from '../principals'
import { type Report } from '../report/report'

/** What is asked about, and of whom. */
interface WhoQuestion extends FactSource {
  readonly policies: PolicySet
  readonly question: Question
  /** The id of the row. */
  readonly key: number
  readonly now: Date
  /** A table of principals; without: everybody of the database. */
  readonly principals?: Fragment
}

/** Somebody who sees the cell, or may take the action. */
interface Seer {
  readonly principal: Principal
  /** The rules that permit it and hold, each with the facts it rests on. */
  readonly rules: readonly ExplainedRule[]
}

/**
 * Everybody who sees a cell, in one statement over all principals: their slots are columns of a table. Then it
 * reads the facts of the row once, to name the rules. Null where there is no such row.
 */
export async function whoSees(asked: WhoQuestion): Promise<readonly Seer[] | null> {
  const { policies, question, key, now, database, model } = asked
  const permits = permitsOf(policies, question)
  const statement = whoSql(asked)
  const found = await database.query(statement.text, [...parametersOf(statement, clockOnly(now))])
  const paths = neededPaths(permits.map(({ conditions }) => conditions))
  const row = (await readFacts({ database, model }, { type: question.type, paths }, [key])).get(key)
  if (row === undefined) return null
  return found.map((record) => {
    const principal = principalFound(record)
    const { rules } = explain(bindPolicy(policies, principal, now), question, row)
    return { principal, rules: rules.filter(isReason) }
  })
}

/** The statement: one row for everybody of the table who sees the cell. */
export function whoSql({
  policies,
  question,
  key,
  model,
  principals = EVERY_PRINCIPAL,
}: WhoQuestion): Fragment {
  const type = typeOf(model, question.type)
  const condition = conditionSql(model, cellCondition(policies, question), {
    alias: 't',
    type,
    slot: slotColumns('w'),
  })
  return sql`SELECT w.* FROM (${principals}) w JOIN ${raw(quoted(type.table))} t ON t.id = ${integers([key])}
    WHERE ${condition} ORDER BY w.user_id IS NULL, w.user_id, w.membership_id`
}

function isReason({ applies, effect, holds }: ExplainedRule): boolean {
  return applies && effect === 'permit' && holds === true
}

function permitsOf(policies: PolicySet, { action, type, field }: Question): readonly CompiledRule[] {
  return anybodysPolicy(policies).rules.filter(
    ({ subject, action: actions, inverted, fields }) =>
      subject === type &&
      actions.includes(action) &&
      inverted !== true &&
      (field === undefined || fields === undefined || fields.includes(field)),
  )
}

/** WHY the slots of a signed-out principal: every other slot is a column, so a missing one grants nothing. */
function clockOnly(now: Date): Slots {
  return slotsOf(SIGNED_OUT, now)
}

/** Who sees a cell, as a report. @param called other names of principals, such as their persona. */
export function whoReport(
  title: string,
  seers: readonly Seer[],
  called: (principal: Principal) => string | undefined,
): Report {
  return {
    title,
    summary: [seers.length === 0 ? 'Nobody.' : seers.length === 1 ? 'One:' : `${seers.length}:`],
    sections:
      seers.length === 0
        ? []
        : [
            {
              heading: 'Rules and facts',
              table: {
                columns: ['Who', 'Persona', 'Rule', 'Facts'],
                rows: seers.flatMap(({ principal, rules }) =>
                  rules.map((rule, index) => [
                    index === 0 ? principalText(principal) : '',
                    index === 0 ? (called(principal) ?? '') : '',
                    `\`${rule.id}\``,
                    factsText(rule),
                  ]),
                ),
              },
            },
          ],
    findings: [],
    passed: true,
    data: seers.map(({ principal, rules }) => ({
      principal,
      persona: called(principal) ?? null,
      rules: rules.map(({ id, because, atoms }) => ({ id, because, atoms })),
    })),
  }
}

function factsText({ atoms }: ExplainedRule): string {
  const facts = atoms.map(({ text, value }) => (value === true ? `\`${text}\`` : `not \`${text}\``))
  return facts.length === 0 ? 'always' : facts.join(', ')
}
