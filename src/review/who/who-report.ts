import type { ExplainedRule } from '../../policy/explain'
import type { Principal } from '../../policy/principal'
import { principalText } from '../principals/principal-text'
import type { Report } from '../report/report'
import type { Seer } from './who-sees'

/** Who sees a cell, as a report. @param called what else somebody is known by: a persona. */
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
              heading: 'By which rule and facts',
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
