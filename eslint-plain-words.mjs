/**
 * The lint rule `plain-words` (docs/style.md): words that only the authors of this code understood, and the standard word for each.
 * It reads comments, and texts too where a word is wrong everywhere.
 */
const words = [
  { word: /\bwho(?:ever)? asks\b/i, use: 'the principal, or the caller', in: 'comments and texts' },
  {
    word: /\b(?:is|are|was|were|be|been) told\b|\btold (?:at once|apart|of)\b/i,
    use: 'reported, or given',
    in: 'comments',
  },
  { word: /\bdoors?\b/i, use: 'entry point, endpoint or interface', in: 'comments' },
  { word: /\bvaults?\b/i, use: 'account security', in: 'comments' },
  { word: /\bspoil(?:s|ed|ing)?\b/i, use: 'planted fault', in: 'comments and texts' },
  { word: /\bbroken by hand\b/i, use: 'planted fault, or mutant', in: 'comments and texts' },
  { word: /\bdearer\b|\b(?:too|as|so|very) dear\b/i, use: 'expensive', in: 'comments and texts' },
  { word: /\bweigh(?:s|ed|ing)?\b/i, use: 'estimate, or compare', in: 'comments' },
  { word: /\bseekers?\b/i, use: 'search', in: 'comments' },
  { word: /\bdut(?:y|ies)\b/i, use: 'goal', in: 'comments' },
  { word: /\b(?:write|job|transaction) ground\b|\bstands on\b/i, use: 'dependencies', in: 'comments' },
  { word: /\b(?:demo|open) house\b|\bhouse at hand\b/i, use: 'database', in: 'comments' },
  { word: /\bin turns\b/i, use: 'one after the other', in: 'comments' },
  {
    word: /\bwhat (?:came|became|has become) of\b/i,
    use: 'the outcome, or the result',
    in: 'comments and texts',
  },
  {
    word: /\b(?:session|device|browser|invoice|request|thing|transaction|code|work) at hand\b/i,
    use: 'this, or current',
    in: 'comments',
  },
  { word: /\bwhoever calls\b/i, use: 'the caller', in: 'comments' },
  {
    word: /\b(?:unless|if not|where not) said\b|\bunless told otherwise\b/i,
    use: 'by default',
    in: 'comments and texts',
  },
]

/** @type {import('eslint').Rule.RuleModule} */
export const plainWords = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { plain: '`{{found}}` is a word of our own. Say: {{use}}. See docs/style.md.' },
  },
  create(context) {
    const report = (text, loc, place) => {
      for (const { word, use, in: where } of words) {
        const found = where.includes(place) ? word.exec(text)?.[0] : undefined
        if (found !== undefined) context.report({ loc, messageId: 'plain', data: { found, use } })
      }
    }
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments())
          report(comment.value.replace(/\s+\*?\s*/g, ' '), comment.loc, 'comments')
      },
      Literal(node) {
        if (typeof node.value === 'string') report(node.value, node.loc, 'texts')
      },
      TemplateElement(node) {
        report(node.value.cooked ?? '', node.loc, 'texts')
      },
    }
  },
}
