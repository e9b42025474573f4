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

  it('has a README of at most twenty lines in every folder of code and data', () => {
    const rooms = /^(src|schema|policies|test|bench|web)\//
    const folders = new Set(files.filter((file) => rooms.test(file)).flatMap(foldersAbove))
    const lacking = [...folders].filter((folder) => !existsSync(join(root, folder, 'README.md')))
    const long = [...folders].filter(
      (folder) => !lacking.includes(folder) && lines(join(folder, 'README.md')) > 20,
    )
    expect({ lacking, long }).toEqual({ lacking: [], long: [] })
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

/** `a/b/c.ts` → `a`, `a/b` */
function foldersAbove(file: string): string[] {
  const folder = dirname(file)
  return folder === '.' || basename(folder) === '' ? [] : [...foldersAbove(folder), folder]
}

function linksOf(page: string): string[] {
  const prose = read(page).replace(/```[^]*?```/g, '')
  return [...prose.matchAll(/\]\(([^)#\s]+)(#[^)]*)?\)/g)].flatMap(([, target]) =>
    target === undefined || /^[a-z]+:/.test(target) ? [] : [target],
  )
}
