import type { Question } from '../../policy/decide'

/** What some questions of one type ask, in a few words: `net, vat, gross`, `to know the row`, `to pay`. */
export function asksText(questions: readonly Question[]): string {
  return questions.map(askText).join(', ')
}

function askText({ action, field }: Question): string {
  if (action !== 'read') return `to ${action}`
  return field ?? 'to know the row'
}
