export const REPORT = `mutation ($input: ReportIrregularityInput!) { reportIrregularity(input: $input) {
  receipt userErrors { code reason field } } }`
export const CONTINUE = `mutation ($input: ContinueIrregularityInput!) { continueIrregularity(input: $input) {
  added userErrors { code reason field } } }`
export const ANSWER = `mutation ($input: AnswerIrregularityInput!) { answerIrregularity(input: $input) {
  irregularityReport { id receivedOn } userErrors { code reason field } } }`
export const LIST = '{ irregularityReports(first: 50) { nodes { id receivedOn } totalCount } }'

/** The thread that a receipt opens. */
export const threadOf = (receipt: string): string =>
  `{ irregularityReport(receipt: ${JSON.stringify(receipt)}) { receivedOn messages { author text writtenOn } } }`

/** The thread as compliance reads it. */
export const threadAs = (id: string): string =>
  `{ irregularityThread(irregularityReportId: ${JSON.stringify(id)}) { receivedOn messages { author text writtenOn } } }`
