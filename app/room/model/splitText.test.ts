import { expect, test } from 'vitest'
import { parseMarkdown } from '../../../shared/markdown/blocks.ts'
import type { Node } from '../../../shared/markdown/node.ts'
import { readBody, writeBody } from '../../../shared/record/kinds.ts'
import { Chance } from '../../../tests/world/chance.ts'
import { growth, linear } from '../../../tests/world/work.ts'
import { splitText as split } from './splitText.ts'
import { styledWords } from './styledWords.ts'

/** Half of what fits, so that the texts are short. */
const splitText = (text: string, most = 8_000) => split(text, most)

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

test.each([
  'a',
  'a ',
  '\n',
  '`',
  '```\n',
  '||a ',
  '**',
  '[a ',
  'a|b\n-|-\n',
  '> a ',
  'a\u0301',
  '\u0301',
  '👩‍👩‍👧‍👦',
  '\u200b',
])('splitting takes time in proportion to the length: %j', (piece) => {
  expect(growth(piece, splitText, 1_024_000)).toBeLessThan(linear)
})

test.each(['||a ', '**a ', '[a ', '[a](https://a.example) ', 'a|b\n-|-\n', '> a ', '_`*~|'])(
  'so does looking for a place where marks stay whole: %j',
  (piece) => {
    expect(growth(piece, (text) => splitText(text, 400), 64_000)).toBeLessThan(linear)
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

test.each([
  ['a spoiler', '||', 'hidden words '],
  ['bold', '**', 'bold words '],
  ['a spoiler without spaces', '||', '語'],
  ['struck through', '~~', 'old words '],
])('%s that is split is closed in the first part and opened again in the next', (_, marks, words) => {
  const text = `so ${marks}${words.repeat(12_000 / words.length).trim()}${marks} and on`
  const parts = splitText(text)
  expect(parts.length).toBeGreaterThan(1)
  expect(styledWords(...parts)).toBe(styledWords(text))
  expect(parts[0]?.endsWith(marks)).toBe(true)
  expect(parts[1]?.startsWith(marks)).toBe(true)
})

test('a link whose words stand where the text is split goes into the next part as a whole', () => {
  const link = `[${'some words '.repeat(30)}](https://a.example/x)`
  for (let before = 7_700; before < 7_960; before += 20) {
    const parts = splitText(`${'word '.repeat(before / 5)}${link} ${'word '.repeat(200)}`)
    expect(parts.length).toBe(2)
    expect(parts.filter((part) => part.includes(link)).length).toBe(1)
  }
})

test('a table that is split gets its head again, and no row is lost', () => {
  const rows = Array.from({ length: 900 }, (_, n) => `| row ${n} | ${'x'.repeat(n % 30)} |`)
  const parts = splitText(`See:\n\n| Name | Size |\n|---|---:|\n${rows.join('\n')}\n\nThat is it`)
  expect(parts.length).toBeGreaterThan(2)
  for (const part of parts) expect(part).toMatch(/(?:^|\n)\| Name \| Size \|\n\|---\|---:\|\n\| row/)
  expect(parts.flatMap((part) => part.split('\n').filter((line) => line.startsWith('| row')))).toEqual(rows)
  expect(parts.at(-1)).toMatch(/\n\nThat is it$/)
})

test.each(['語', 'some words ', '👩‍👩‍👧‍👦'])(
  'every part of a text of 100,000 characters fits into a record: %s',
  (piece) => {
    const text = piece.repeat(100_000 / piece.length)
    const parts = split(text)
    expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
    for (const part of parts)
      expect(readBody('post', writeBody({ kind: 'post', text: part }))).toEqual({ kind: 'post', text: part })
  },
)

test('messages of invisible characters alone are not sent', () => {
  expect(splitText('\u200b\u2060 \u3164\n\u00ad')).toEqual([])
})

/** Without the heads of tables, since a table that is split repeats its own. */
const lookOf = (...texts: string[]): string => {
  const runs = styledWords(...texts).matchAll(/\0([^\0]*)\0([^\0]*)/g)
  const merged: { style: string; words: string }[] = []
  for (const [, style = '', words = ''] of runs) {
    if (style.includes('head')) continue
    const last = merged.at(-1)
    if (last?.style === style) last.words += words
    else merged.push({ style, words })
  }
  return JSON.stringify(merged)
}

test('300 texts of all kinds look the same after they are split, and no part is too long', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const chance = new Chance(seed)
    const text = Array.from({ length: 2 + chance.below(8) }, () => blockOf(chance)).join('\n\n')
    const parts = splitText(text, 400)
    for (const part of parts) expect(part.length, `seed ${seed}`).toBeLessThanOrEqual(400)
    expect(lookOf(...parts), `seed ${seed}:\n${text}\n=====\n${parts.join('\n-----\n')}`).toBe(lookOf(text))
  }
})

const times = (chance: Chance, most: number, make: (at: number) => string): string[] =>
  Array.from({ length: 1 + chance.below(most) }, (_, at) => make(at))
const wordsOf = (chance: Chance, most = 12): string =>
  times(chance, most, () => chance.pick(['a', 'word', 'longer', '語語', '😀', 'x_y', '2*3', 'e.g.'])).join(' ')
const phraseOf = (chance: Chance): string => {
  const words = wordsOf(chance)
  const mark = chance.pick(['', '', '', '**', '*', '~~', '||', '`', '['])
  return mark === '[' ? `[${words}](https://a.example/${chance.below(9)})` : mark + words + mark
}
const lineOf = (chance: Chance): string => times(chance, 5, () => phraseOf(chance)).join(' ')
const blockOf = (chance: Chance): string => {
  switch (chance.below(6)) {
    case 0:
      return ['```js', ...times(chance, 30, () => `  ${wordsOf(chance)}`), '```'].join('\n')
    case 1:
      return [
        '| HH | H |',
        '|---|---|',
        ...times(chance, 30, () => `| ${wordsOf(chance, 3)} | ${wordsOf(chance, 3)} |`),
      ].join('\n')
    case 2:
      return times(chance, 6, () => `- ${lineOf(chance)}`).join('\n')
    case 3:
      return times(chance, 6, () => `> ${lineOf(chance)}`).join('\n')
    default:
      return times(chance, 3, () => lineOf(chance)).join('\n')
  }
}
