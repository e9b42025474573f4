import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js'
import { type ReportPolicyError } from './policy-error'
import { type Expression } from './read-yaml'

// WHY: a condition is read by people; one that passes these limits is not a condition but a program.
const language = new Environment({
  limits: { maxAstNodes: 500, maxDepth: 40, maxListElements: 100, maxMapEntries: 10, maxCallArguments: 4 },
})

/** The syntax tree of a condition, by the CEL library; null where it is not CEL, which is reported. */
export function parseCel(source: Expression, report: ReportPolicyError): ASTNode | null {
  const comment = commentIn(source.text)
  if (comment !== null) {
    // WHY: a folded scalar puts all lines on one, and the comment would swallow the rest of the condition.
    const message = 'A condition holds no `//` comment; write a `#` comment beside it.'
    report({ ...source.placeAt(comment), code: 'cel-comment', message })
    return null
  }
  try {
    return language.parse(source.text).ast
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    const start = error.range?.start ?? 0
    const place = source.placeAt(start)
    if (error.code === 'invalid_macro_argument') {
      const message = 'A quantifier names its row first: `exists(x, …)`.'
      report({ ...place, code: 'wrong-argument', message })
    } else {
      report({ ...place, code: 'cel-syntax', ...explained(source.text, start, error) })
    }
    return null
  }
}

function explained(text: string, start: number, error: ParseError): { message: string; suggestion?: string } {
  const rest = text.slice(start)
  const word = /^(\w+|.)/s.exec(rest)?.[0] ?? ''
  if (rest.trim() === '') return { message: 'The condition ends too early.' }
  if (error.code.startsWith('unterminated')) return { message: 'A text is opened here and never closed.' }
  const meant = operators.get(word.toLowerCase())
  if (meant !== undefined && meant !== word) {
    return {
      message: `\`${word}\` is not an operator of conditions.`,
      suggestion: `did you mean \`${meant}\`?`,
    }
  }
  if (error.code === 'limit_exceeded')
    return { message: 'The condition is too large; name its parts as facts.' }
  return { message: `\`${word}\` is not expected here.` }
}

const operators: ReadonlyMap<string, string> = new Map([
  ['=', '=='],
  ['&', '&&'],
  ['|', '||'],
  ['and', '&&'],
  ['or', '||'],
  ['not', '!'],
  ['is', '=='],
])

/** Where a `//` stands outside of quotes. */
function commentIn(text: string): number | null {
  let quote: string | null = null
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index)
    if (quote !== null) {
      if (character === '\\') index += 1
      else if (character === quote) quote = null
    } else if (character === '"' || character === "'") quote = character
    else if (text.startsWith('//', index)) return index
  }
  return null
}
