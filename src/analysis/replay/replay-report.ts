import { principalText } from '../principals'
import { type Report } from '../report/report'
import { type ReplayedLog } from './replay-log'

/** The report of a replayed log: which decisions would change, and for how many that is known. */
export function replayReport(replayed: ReplayedLog, policies: string): Report {
  const { requests, dropped, unreadable, verdicts, factsChanged, changed, unlisted } = replayed
  const otherwise = verdicts['now allowed'] + verdicts['now refused']
  const gaps = [
    ...(dropped > 0 ? [`The log itself left out ${dropped} requests.`] : []),
    ...(unreadable > 0 ? [`${unreadable} lines are no entries and were passed over.`] : []),
    ...(unlisted > 0 ? [`${unlisted} more are counted and not listed.`] : []),
  ]
  return {
    title: otherwise === 0 ? 'Nothing would be decided otherwise' : 'Decided otherwise',
    summary: [
      `${requests} requests under ${policies}: ${verdicts.same} decisions the same, ${verdicts['now allowed']} now allowed, ` +
        `${verdicts['now refused']} now refused, ${verdicts['depends on rows']} cells of lists depend on rows that the log does not name (\`impact\` counts those).`,
      `The facts behind ${factsChanged} decisions about single rows have changed or are not known: what is said of them is said of today's.`,
      ...gaps,
    ],
    sections:
      changed.length === 0
        ? []
        : [
            {
              heading: 'Decisions that would change',
              table: {
                columns: ['time', 'who', 'operation', 'what', 'verdict', 'facts'],
                rows: changed.map(({ entry, what, verdict, count, factsChanged: other }) => [
                  entry.time,
                  principalText(entry.principal),
                  entry.operation ?? '',
                  count === 1 ? what : `${count} × ${what}`,
                  verdict,
                  other ? 'facts changed' : '',
                ]),
              },
            },
          ],
    findings: [],
    passed: otherwise === 0,
    data: {
      ...replayed,
      changed: changed.map(({ entry, ...rest }) => ({
        time: entry.time,
        correlationId: entry.correlationId,
        principal: entry.principal,
        operation: entry.operation,
        ...rest,
      })),
    },
  }
}
