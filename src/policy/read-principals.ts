import type { DraftClass } from './policy-draft'
import type { YamlFile } from './read-yaml'
import { readExpression, readFreeMapping, readMapping, readWord } from './yaml-shape'

/** `principals.yaml`: the classes of who asks, each by a condition over the principal alone. */
export function readPrincipals(file: YamlFile): readonly DraftClass[] {
  const what = 'The file of principals'
  const node = readMapping(file.root, { what, required: ['classes'], optional: [] }, file)?.value('classes')
  const mapping = node === undefined ? null : readFreeMapping(node, '`classes`', file)
  if (mapping === null) return []
  const classes: DraftClass[] = []
  for (const name of mapping.keys) {
    const value = mapping.value(name.text)
    const of = `The class \`${name.text}\``
    const entry =
      value === undefined
        ? null
        : readMapping(value, { what: of, required: ['when', 'means'], optional: [] }, file)
    const whenNode = entry?.value('when')
    const meansNode = entry?.value('means')
    const when = whenNode === undefined ? null : readExpression(whenNode, `${of}: \`when\``, file)
    const means = meansNode === undefined ? null : readWord(meansNode, `${of}: \`means\``, file)
    classes.push({ name, when, means: means?.text ?? '' })
  }
  return classes
}
