import { expect, test } from 'vitest'
import { Chance } from '../../../tests/world/chance.ts'
import { colour } from './colour.ts'

const kindsOf = (language: string, text: string) =>
  Object.fromEntries((colour({ language, text }) ?? []).map((token) => [token.text, token.kind]))

test('keywords, strings, numbers, comments and names have their own colours', () => {
  expect(kindsOf('js', 'const a = "b" + 12 // why\nfunction go() {}')).toMatchObject({
    const: 'keyword',
    '"b"': 'string',
    12: 'number',
    '// why': 'comment',
    go: 'name',
  })
  expect(kindsOf('diff', '-old\n+new\n')).toMatchObject({ '-old': 'removed', '+new': 'added' })
})

test.each([
  'js',
  'tsx',
  'py',
  'sh',
  'console',
  'yml',
  'toml',
  'c++',
  'cs',
  'rs',
  'html',
  'SQL',
  'kt',
  'docker',
  'patch',
  'ps1',
  'JSON',
])('people can write %s for a language', (language) => expect(colour({ language, text: 'a' })).not.toBeNull())

test.each(['', 'klingon', 'constructor', '__proto__', 'toString'])(
  'an unknown language has no colours: %j',
  (language) => {
    expect(colour({ language, text: 'let a' })).toBeNull()
  },
)

test('a script inside a page is coloured too', () => {
  expect(kindsOf('html', '<p class="a"><script>let b = 1</script>')).toMatchObject({ let: 'keyword', 1: 'number' })
})

test('code so full of tokens that drawing it would take long has no colours', () => {
  expect(colour({ language: 'js', text: '1 a '.repeat(4_000) })).toBeNull()
})

// biome-ignore format: one row for each kind
const pieces = ['"', "'", '`', '${', '}', '{', '/*', '*/', '//', '#', '\n', ' ', '<a', '>', '</', '<script>', '(', ')', '[', ']', 'let ', 'def f', '1e', '0x', '\\', '$', '@', '%', '---\n', '- ', ': ', '=', '<<EOF\n', 'EOF\n', '+a\n', 'é🙂', 'fn ', '=>', '<?php ', '?>', '&&', '\t', '1.', 'class A']

test('the tokens are the text, letter by letter, in every language (2,000 random texts)', () => {
  const chance = new Chance(21)
  // biome-ignore format: one row
  const languages = ['bash', 'c', 'cpp', 'csharp', 'css', 'diff', 'dockerfile', 'go', 'ini', 'java', 'javascript', 'json', 'kotlin', 'lua', 'makefile', 'markdown', 'nginx', 'perl', 'php', 'powershell', 'python', 'ruby', 'rust', 'shell', 'sql', 'swift', 'typescript', 'xml', 'yaml']
  for (let n = 0; n < 2_000; n++) {
    const text = Array.from({ length: chance.below(40) }, () => chance.pick(pieces)).join('')
    const language = chance.pick(languages)
    const tokens = colour({ language, text })
    expect(tokens?.map((token) => token.text).join(''), `${language} ${JSON.stringify(text)}`).toBe(text)
  }
})
