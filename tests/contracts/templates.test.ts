import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from '@babel/core'
import { expect, test } from 'vitest'
import { isTemplate } from '../../app/ui/page/trustedTypes.ts'

const app = join(import.meta.dirname, '../../app')
const screens = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'))

/** The strings that Solid will give to the browser as HTML. */
function templatesOf(file: string): string[] {
  const compiled = transformSync(readFileSync(join(app, file), 'utf8'), {
    filename: file,
    babelrc: false,
    configFile: false,
    parserOpts: { plugins: ['typescript', 'jsx'] },
    presets: ['babel-preset-solid'],
  })
  return [...(compiled?.code ?? '').matchAll(/_\$template\(`([^`]*)`/g)].map((found) => found[1] as string)
}

test('every template of every screen passes the trusted types policy', () => {
  const templates = screens.flatMap(templatesOf)
  expect(templates.length).toBeGreaterThan(50)
  expect(templates.filter((html) => !isTemplate(html))).toEqual([])
})
