import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { personas } from '../../schema/world/demo/personas'

const readme = readFileSync(resolve(__dirname, '../../README.md'), 'utf8')

describe('the README', () => {
  it('lists the personas that `npm run -s personas` prints', () => {
    const [, listed] = /<!-- personas -->\n([^]*)<!-- \/personas -->/.exec(readme) ?? []
    const [, , ...rows] = (listed ?? '').trim().split('\n')
    const cells = rows.map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    const expected = personas.map((one) => [
      `\`${one.key}\``,
      one.email,
      one.organisation ?? '–',
      one.role.toLowerCase(),
      one.situation,
    ])
    expect(cells).toEqual(expected)
  })

  it('knows the password of the personas', () => {
    const passwords = new Set(personas.map((one) => one.password))
    expect([...passwords].filter((password) => !readme.includes(`\`${password}\``))).toEqual([])
    expect(passwords.size).toBe(1)
  })

  it('signs in and explains as a persona that exists', () => {
    const signIn = /signIn\(input: \{ email: \\"([^\\]+)\\", password: \\"([^\\]+)\\"/.exec(readme) ?? []
    expect(personas.map((one) => [one.email, one.password])).toContainEqual(signIn.slice(1))
    expect(personas.map((one) => one.key)).toContain(/--as ([a-z-]+)/.exec(readme)?.[1])
  })
})
