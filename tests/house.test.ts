import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const files = ['app', 'relay', 'shared', 'tests'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
)

describe('the house', () => {
  it('has no two files in a folder whose names differ by case alone', () => {
    const named = new Map<string, string[]>()
    for (const file of files.filter((file) => /\.tsx?$/.test(file))) {
      const name = file.replace(/\.tsx?$/, '').toLowerCase()
      named.set(name, [...(named.get(name) ?? []), file])
    }
    expect([...named.values()].filter(({ length }) => length > 1)).toEqual([])
  })

  it('is drawn in the README as it stands: every path of the map is there', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8')
    const paths = readme.match(/\b(?:app|relay|shared)\/[\w/.-]+\.tsx?\b/g) ?? []
    expect(paths.length).toBeGreaterThan(30)
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })
})
