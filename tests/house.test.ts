import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const files = ['app', 'relay', 'shared', 'tests'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
)

describe('the source tree', () => {
  it('has no two files in a folder whose names differ only in upper and lower case', () => {
    const named = new Map<string, string[]>()
    for (const file of files.filter((file) => /\.tsx?$/.test(file))) {
      const name = file.replace(/\.tsx?$/, '').toLowerCase()
      named.set(name, [...(named.get(name) ?? []), file])
    }
    expect([...named.values()].filter(({ length }) => length > 1)).toEqual([])
  })

  it("contains every path on the README's map", () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8')
    const paths = readme.match(/\b(?:app|relay|shared)\/[\w/.-]+\.tsx?\b/g) ?? []
    expect(paths.length).toBeGreaterThan(30)
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  it('has no style by which a new element makes its neighbours be styled again', () => {
    // The browser remembers such rules by class or attribute. If the neighbour has neither, the rule counts for all.
    const rules = files
      .filter((file) => /^app.*\.css$/.test(file))
      .flatMap((file) => readFileSync(join(root, file), 'utf8').match(/[^{};]+(?=\{)/g) ?? [])
      .filter((selector) => !selector.includes('@'))
      .map((selector) => selector.trim())
    const neighbours = rules.flatMap((rule) => rule.match(/[^\s>,]+(?=\s*[+~]\s)/g) ?? [])
    expect(rules.length).toBeGreaterThan(500)
    expect(neighbours.length).toBeGreaterThan(5)
    expect(neighbours.filter((left) => !/[.#[]/.test(left))).toEqual([])
  })

  it("has a test for every numbered rule, and no test cites a number that doesn't exist", () => {
    const pages = ['shared/PROTOCOL.md', 'shared/room/RULES.md'].map((page) => readFileSync(join(root, page), 'utf8'))
    const written = new Set(pages.flatMap((page) => page.match(/(?<=\*\*|\| )[RP]\d+(?=\*\* | +\|)/g) ?? []))
    const tests = files.filter((file) => /\.test\.tsx?$|-rows\.ts$/.test(file)).map((file) => join(root, file))
    const cited = new Set(
      tests.flatMap((file) => readFileSync(file, 'utf8').match(/(?<=['"` ])[RP]\d+(?=[: ])/g) ?? []),
    )
    expect(written.size).toBeGreaterThan(100)
    expect([...written].filter((number) => !cited.has(number))).toEqual([])
    expect([...cited].filter((number) => !written.has(number))).toEqual([])
  })
})
