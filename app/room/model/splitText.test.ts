import { expect, test } from 'vitest'
import { parseMarkdown } from '../../../shared/markdown/blocks.ts'
import type { Node } from '../../../shared/markdown/node.ts'
import { readBody, writeBody } from '../../../shared/record/kinds.ts'
import { growth, linear } from '../../../tests/world/work.ts'
import { splitText } from './splitText.ts'

test('a long text without breaks is sent in parts of at most 8,000 characters, and nothing is lost', () => {
  const text = `${'a'.repeat(7_967)}😀${'b'.repeat(8_000)}`
  const parts = splitText(text)
  expect(parts.join('')).toBe(text)
  for (const part of parts) expect(part.length).toBeLessThanOrEqual(8_000)
})

test.each(['👩‍👩‍👧‍👦', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🇫🇷', 'e\u0301\u0302', 'नि', '각', '👍🏽', '1️⃣', '葛\u{e0100}'])(
  '%s is never cut in two',
  (character) => {
    for (let shift = 0; shift < 12; shift++) {
      const text = 'a'.repeat(shift) + character.repeat(17_000 / character.length)
      const parts = splitText(text)
      expect(parts.length).toBeGreaterThan(2)
      for (const part of parts) expect(part.replaceAll(character, '')).toMatch(/^a*$/)
    }
  },
)

test('words, lines and paragraphs stay whole wherever possible', () => {
  const words = splitText('some words '.repeat(2_000))
  expect(words.length).toBeGreaterThan(2)
  for (const part of words) expect(part).toMatch(/^(?:some|words) .* (?:some|words)$/)
  for (const part of splitText('  a line of text\n'.repeat(1_000))) expect(part).toMatch(/^ {2}a line[\s\S]*of text$/)
  for (const part of splitText('one\ntwo\n\n'.repeat(2_000))) expect(part).toMatch(/^one\n[\s\S]*\ntwo$/)
})

const codeIn = (part: string) => /^(?:[\s\S]*\n)?```js\n([\s\S]*)\n```(?:\n|$)/.exec(part)?.[1]

test('code split over two parts is closed in the first and reopened in the second, and no line is lost', () => {
  const code = Array.from({ length: 1_500 }, (_, n) => `    line(${n})${n % 7 ? '' : '\n'}`).join('\n')
  const parts = splitText(`see:\n\`\`\`js\n${code}\n\`\`\`\nthat is it`)
  expect(parts.length).toBeGreaterThan(2)
  expect(parts.map(codeIn).join('\n')).toBe(code)
  expect(parts[0]).toMatch(/^see:\n/)
  expect(parts.at(-1)).toMatch(/\n```\nthat is it$/)
})

test('no part has an empty code block', () => {
  for (let shift = 0; shift < 40; shift += 3)
    for (const part of splitText(
      `${'word '.repeat(1_582)}${'x'.repeat(shift)}\n\`\`\`js\n${'y\n'.repeat(30)}\`\`\`\n${'z '.repeat(100)}`,
    ))
      expect(part).not.toMatch(/```js\n```|```\n```/)
})

test('spaces before the first word stay, and blank lines around the text are removed', () => {
  expect(splitText('\n \n    def f():\n        pass \n\n')).toEqual(['    def f():\n        pass'])
  expect(splitText('a\r\nb')).toEqual(['a\nb'])
  expect(splitText(' \n ')).toEqual([])
})

test.each(['a', 'a ', '\n', '`', '```\n', 'a\u0301', '\u0301', '👩‍👩‍👧‍👦', '\u200b'])(
  'splitting takes time in proportion to the length: %j',
  (piece) => {
    expect(growth(piece, splitText, 1_024_000)).toBeLessThan(linear)
  },
)

test('half characters are replaced, control characters removed, and lines and tabs kept', () => {
  expect(splitText('a\ud83d b\u0000\tc\nd')).toEqual(['a\ufffd b\tc\nd'])
})

test('any text a person types fits into a record', () => {
  for (const typed of ['\ud83d', '"', '\\', '語', '\n'])
    for (const part of splitText(typed.repeat(8_000)))
      expect(readBody('post', writeBody({ kind: 'post', text: part }))).toEqual({ kind: 'post', text: part })
})

/** What a reader sees in all parts together: the code blocks here, and the text around them in `wordsIn`. */
const codesIn = (nodes: readonly Node[]): string[] =>
  nodes.flatMap((node) => (node.type === 'block' ? [node.text] : 'nodes' in node ? codesIn(node.nodes) : []))
const wordsIn = (nodes: readonly Node[]): string =>
  nodes.map((node) => ('nodes' in node ? wordsIn(node.nodes) : node.type === 'text' ? node.text : '')).join('')

test.each([
  ['> ', '> '],
  ['- ', '  '],
  ['10. ', '    '],
  ['- > ', '  > '],
  ['> > - ', '> >   '],
  ['> 1. ', '>    '],
  ['- [ ] ', '  '],
  ['- a\n  - b\n    - ', '      '],
])('code in a quote or list stays inside it when it is split: %j', (first, further) => {
  for (const lines of [1_500, 3]) {
    const code = Array.from({ length: lines }, (_, n) => `  ${'line '.repeat(4_500 / lines)}${n}`)
    const text = `${first}${['```js', ...code, '```'].join(`\n${further}`)}\n\nthat is it`
    const parts = splitText(text)
    expect(parts.length).toBeGreaterThan(2)
    const read = parts.map((part) => parseMarkdown(part, () => null))
    expect(read.flatMap(codesIn).join('\n').replace(/\s+/g, ' ')).toBe(code.join('\n').replace(/\s+/g, ' '))
    if (lines > 3) expect(read.flatMap(codesIn).join('\n')).toBe(code.join('\n'))
    expect(read.map(wordsIn).join('')).toMatch(/^(?:a\nb|ab)?that is it$/)
    for (const part of parts) expect(part.length).toBeLessThanOrEqual(8_000)
    if (first.includes('>')) for (const part of parts) expect(part).toMatch(/^[^`]*>[^`]*```js\n/)
  }
})
