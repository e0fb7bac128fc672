import { expect, test } from 'vitest'
import { Chance } from '../../tests/world/chance.ts'
import { growth, linear } from '../../tests/world/work.ts'
import { parseMarkdown } from './blocks.ts'
import type { Node } from './node.ts'
import { plainText } from './plain.ts'

const hrefOf = (address: string) => (/^(?:https?:\/\/|mailto:)\S+$/.test(address) ? address : null)
const parse = (text: string) => parseMarkdown(text, hrefOf)

// biome-ignore format: one row for each kind
const pieces = [
  'a', '_', '*', '~', '`', '>', '> ', '1. ', '- ', '# ', '[', ']', '(', '\\', '<', '|', '\n', '\t', '    ', '![', '](', '[a](', '[a](http://b) ', '[[a](http://b)](http://c)',
  '**a', '*a ', 'a* ', '*a_', '_a*', 'a**b__', '*__', '~~a', '~a', '``a`', '` ``', '\\`', '*[a*](http://b)', '```\n', '```x\n', '~~~\n', '> a\n\n', '>\n- ', '> - ',
  '- a\n', '- a\n\n', '- \n\n', '  - a\n', '1. a\n', '1) 1. ', '- [ ] a\n', '    a\n', '    \n', '|a|b|\n|-|-|\n', '<b>', '<!--', '&lt;', '[a]: b\n', '---\n', '- - ', 'http://a ',
]

test.each(pieces)('the work to read markdown grows only in step with its length: %j', (piece) => {
  expect(growth(piece, (text) => plainText(parse(text)))).toBeLessThan(linear)
})

const depthOf = (nodes: readonly Node[]): number =>
  nodes.reduce((depth, node) => Math.max(depth, 'nodes' in node ? 1 + depthOf(node.nodes) : 1), 0)

test('never nests so deeply that drawing fails', () => {
  for (const piece of [...pieces, '*a **b ', '> * 1. ']) {
    const text = piece.repeat(8_000 / piece.length)
    expect(depthOf(parse(text + [...text].reverse().join(''))), piece).toBeLessThan(100)
  }
})

test('any text keeps all its letters and never throws (5,000 random texts)', () => {
  const chance = new Chance(3)
  const letters = (text: string) => text.replace(/[^a-z0-9]/g, '')
  for (let n = 0; n < 5_000; n++) {
    const parts = Array.from({ length: chance.below(25) }, () =>
      chance.pick(pieces.filter((piece) => !/[[\](`~1x]/.test(piece))),
    )
    expect(letters(plainText(parse(parts.join('')))), JSON.stringify(parts.join(''))).toBe(letters(parts.join('')))
    parse(Array.from({ length: chance.below(40) }, () => chance.pick(pieces)).join(''))
  }
})

test.each([
  ['def f(x):\n    return x', 'def f(x):\n    return x'],
  ['if a:\n\tb = *c*', 'if a:\n\tb = *c*'],
  ['  hello\n   there', '  hello\n   there'],
  ['one\n\n\ntwo', 'one\n\n\ntwo'],
])('a line keeps the white space at its start: %j', (text, drawn) => {
  expect(parse(text)).toEqual([{ type: 'paragraph', nodes: [{ type: 'text', text: drawn }] }])
})

test('indented code is drawn and copied as it was pasted', () => {
  expect(parse('    if x:\n        y()\n\n    z()\n\ndone')).toEqual([
    { type: 'block', text: '    if x:\n        y()\n\n    z()', language: '' },
    { type: 'paragraph', nodes: [{ type: 'text', text: 'done' }] },
  ])
})

test('fenced code stays untouched, also inside a list item', () => {
  const code = '  a\n\n\tb *c*'
  expect(parse(`\`\`\`js\n${code}\n\`\`\``)).toEqual([{ type: 'block', text: code, language: 'js' }])
  expect(parse(`- x\n  \`\`\`\n    a\n  \`\`\``)).toMatchObject([
    { nodes: [{ nodes: [{ text: 'x' }, { type: 'block', text: '  a' }] }] },
  ])
})

test('a task is one line: its text, and whether it is done', () => {
  expect(parse('- [ ] milk\n- [x] **bread**\n- tea')).toEqual([
    {
      type: 'list',
      ordered: false,
      start: 1,
      nodes: [
        { type: 'item', done: false, nodes: [{ type: 'text', text: 'milk' }] },
        { type: 'item', done: true, nodes: [{ type: 'strong', nodes: [{ type: 'text', text: 'bread' }] }] },
        { type: 'item', done: null, nodes: [{ type: 'text', text: 'tea' }] },
      ],
    },
  ])
})

test('tasks can stand in a numbered list and inside other tasks', () => {
  expect(parse('1. [ ] a\n   - [X] b')).toMatchObject([
    {
      ordered: true,
      nodes: [{ done: false, nodes: [{ text: 'a' }, { nodes: [{ done: true, nodes: [{ text: 'b' }] }] }] }],
    },
  ])
})

test.each([
  ['**bold** and [a link](https://a.example) `code`', 'bold and a link code'],
  ['> said\n\nso', 'said so'],
  ['- [ ] milk\n- [x] bread', '☐ milk ☑ bread'],
  ['```js\nlet a\n\nlet b\n```', 'let a let b'],
  ['# not a title\n  1 < 2', '# not a title 1 < 2'],
  ['![cat](https://a.example/cat.png)', 'cat'],
])('%j as plain text is %j', (text, plain) => {
  expect(plainText(parse(text))).toBe(plain)
})

test.each([
  ['>', '>'],
  ['> \n>', '> >'],
  ['```', '```'],
  ['~~~wow~~~', '~~~wow~~~'],
  ['~~~ The End ~~~', 'The End ~~~'],
  ['```npm install yabber\n```', 'npm install yabber'],
  ['```npm install\nnpm test\n```', 'npm install npm test'],
  ['- ```\n- b', '``` b'],
])('text that would vanish as markup is shown: %j', (text, shown) => {
  expect(plainText(parseMarkdown(text, () => null))).toBe(shown)
})

// biome-ignore format: one row for each kind
test.each([['[x](/', ')'], ['[x](<http://[', '>)'], ['[x](javascript:', ')'], ['![', '](/('], ['[x](/)(', ')'], ['[x](http://a', ')'], ['http://a(', ')'], ['(', '](http://a)'], ['[', '](http://)']])(
  'checks addresses no longer in total than a few times the text: %j nested many times',
  (opening, closing) => {
    const length = 16_000
    const times = Math.floor(length / (opening + closing).length)
    let looked = 0
    parseMarkdown(opening.repeat(times) + closing.repeat(times), (address) => {
      looked += address.length
      return hrefOf(address)
    })
    expect(looked).toBeLessThan(length * 10)
  },
)

test('an address in a link can have brackets, also nested ones', () => {
  expect(parse('[a](http://b/c_(d_(e)))')).toEqual([
    { type: 'paragraph', nodes: [{ type: 'link', href: 'http://b/c_(d_(e))', nodes: [{ type: 'text', text: 'a' }] }] },
  ])
})
