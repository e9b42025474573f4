import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

const root = resolve(__dirname, '../..')
const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
})
  .toString()
  .split('\0')
  .filter((file) => file !== '' && existsSync(join(root, file)))
const pages = files.filter((file) => file.endsWith('.md'))

describe('the house', () => {
  it('was really walked through', () => {
    expect(files).toContain('package.json')
    expect(files.length).toBeGreaterThan(100)
    expect(pages).toContain('docs/architecture.md')
  })

  it('has a README of at most twenty lines in every room, and few elsewhere', () => {
    const readmes = pages.filter((page) => basename(page) === 'README.md' && !page.startsWith('docs/'))
    const rooms = new Set(
      files.flatMap((file) => /^(src\/[^/]+|src|schema|policies|test|bench|web)\//.exec(file)?.[1] ?? []),
    )
    expect(rooms).toContain('src/policy')
    expect([...rooms].filter((room) => !readmes.includes(`${room}/README.md`))).toEqual([])
    expect(readmes.filter((page) => page !== 'README.md' && lines(page) > 20)).toEqual([])
    expect(readmes.length).toBeLessThanOrEqual(30)
  })

  it('has no broken link in its pages', () => {
    const links = pages.flatMap((page) => linksOf(page).map((target) => ({ page, target })))
    expect(links.length).toBeGreaterThan(5)
    expect(links.filter(({ page, target }) => !existsSync(join(root, dirname(page), target)))).toEqual([])
  })

  it('names no package registry', () => {
    // The brackets keep this file from naming one.
    const host = /\/\/[r]egistry\.|"[r]esolved": "http/
    expect(
      files.filter((file) => /\.(json|md|ts|cjs|mjs|ya?ml)$|rc$|^\.ci\//.test(file) && host.test(read(file))),
    ).toEqual([])
  })
})

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

function lines(file: string): number {
  return read(file).trimEnd().split('\n').length
}

function linksOf(page: string): string[] {
  const prose = read(page).replace(/```[^]*?```/g, '')
  return [...prose.matchAll(/\]\(([^)#\s]+)(#[^)]*)?\)/g)].flatMap(([, target]) =>
    target === undefined || /^[a-z]+:/.test(target) ? [] : [target],
  )
}
