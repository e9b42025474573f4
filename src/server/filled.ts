/** Fills words into `{{name}}` of a template, as text: none of them can be markup. @throws where one is missing. */
export function filled(template: string, words: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => {
    const word = words[name]
    if (word === undefined) throw new Error(`No page has a word for \`${name}\``)
    return word.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
  })
}
