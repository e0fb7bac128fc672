import { expect, test } from 'vitest'
import { Chance } from '../../tests/world/chance.ts'
import { growth, linear } from '../../tests/world/work.ts'
import { parseMarkdown } from './blocks.ts'
import type { Node, Task } from './node.ts'
import { plainText } from './plain.ts'

const hrefOf = (address: string) => (/^(?:https?:\/\/|mailto:)\S+$/.test(address) ? address : null)
const parse = (text: string) => parseMarkdown(text, hrefOf)

// biome-ignore format: one row for each kind
const pieces = [
  'a', '_', '*', '~', '`', '>', '> ', '1. ', '- ', '# ', '[', ']', '(', '\\', '<', '|', '\n', '\t', '    ', '![', '](', '[a](', '[a](http://b) ', '[[a](http://b)](http://c)',
  '**a', '*a ', 'a* ', '*a_', '_a*', 'a**b__', '*__', '~~a', '~a', '``a`', '` ``', '\\`', '*[a*](http://b)', '```\n', '```x\n', '~~~\n', '> a\n\n', '>\n- ', '> - ',
  '- a\n', '- a\n\n', '- \n\n', '  - a\n', '1. a\n', '1) 1. ', '- [ ] a\n', '    a\n', '    \n', '|a|b|\n|-|-|\n', '<b>', '<!--', '&lt;', '[a]: b\n', '---\n', '- - ', 'http://a ',
  '||', '||a', '||a ', ' a||', '||a|| ', '||a||', '||a **b', '*a||', '|||', '||[a](http://b)|| ', '# a\n', '###### a #\n', '#', '# #', '#\t', 'a # ', '# *a\n', '|', '|a\n', '\\|', ' |', '|-', ':-|', '-:|\n',
  '|\n|-|\n', 'a|b\n-|-\n', 'a|b\n:-|-:\n1|2|3\n', '|`a|*b|\n|-|-|\n', '> |a|\n> |-|\n', '- |a|\n  |-|\n', '- # a\n', '# - [ ] a\n', '2*3*', 'a*b', '強*', '**強**', 'snake_',
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
      chance.pick(pieces.filter((piece) => !/[[\](`~1-9x]/.test(piece))),
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
        { type: 'item', task: { done: false, at: 3 }, nodes: [{ type: 'text', text: 'milk' }] },
        {
          type: 'item',
          task: { done: true, at: 14 },
          nodes: [{ type: 'strong', nodes: [{ type: 'text', text: 'bread' }] }],
        },
        { type: 'item', task: null, nodes: [{ type: 'text', text: 'tea' }] },
      ],
    },
  ])
})

test('tasks can stand in a numbered list and inside other tasks', () => {
  expect(parse('1. [ ] a\n   - [X] b')).toMatchObject([
    {
      ordered: true,
      nodes: [
        {
          task: { done: false },
          nodes: [{ text: 'a' }, { nodes: [{ task: { done: true }, nodes: [{ text: 'b' }] }] }],
        },
      ],
    },
  ])
})

const tasksIn = (nodes: readonly Node[]): Task[] =>
  nodes.flatMap((node) => [
    ...(node.type === 'item' && node.task ? [node.task] : []),
    ...('nodes' in node ? tasksIn(node.nodes) : []),
  ])

test('a task knows its place in the text, so that replacing one character ticks it and no other (3,000 random texts)', () => {
  const chance = new Chance(9)
  // biome-ignore format: one row for each kind
  const parts = ['- [ ] a\n', '- [x] a\r\n', '> ', '>', '  ', '\t', '1. ', '2) ', '- ', '- [X]\tb\n', '   - [ ] ', '\n', '# ', '|a|b|\n|-|-|\n', 'é🙂', '[ ] ', '[x] ', '```\n']
  let ticked = 0
  for (let n = 0; n < 3_000; n++) {
    const text = Array.from({ length: chance.below(14) }, () => chance.pick(parts)).join('')
    const before = tasksIn(parse(text))
    for (const [number, { at, done }] of before.entries()) {
      const now = tasksIn(parse(`${text.slice(0, at)}${done ? ' ' : 'x'}${text.slice(at + 1)}`))
      expect(now, JSON.stringify(text)).toEqual(
        before.map((task, other) => (other === number ? { at, done: !done } : task)),
      )
      ticked++
    }
  }
  expect(ticked).toBeGreaterThan(2_000)
})

const text = (text: string) => ({ type: 'text', text })
const cell = (align: string, ...nodes: unknown[]) => ({ type: 'cell', head: false, align, nodes })
const headCell = (align: string, ...nodes: unknown[]) => ({ ...cell(align, ...nodes), head: true })
const row = (...nodes: unknown[]) => ({ type: 'row', nodes })

test('a table has a head, rows, and columns with their alignment', () => {
  expect(parse('so:\n| Name | Left | *Size* |\n|:--|:-:|--:|\n| a\\|b | `c` | 3 |\n| d |\nand on')).toEqual([
    { type: 'paragraph', nodes: [text('so:')] },
    {
      type: 'table',
      nodes: [
        row(
          headCell('start', text('Name')),
          headCell('center', text('Left')),
          headCell('end', { type: 'em', nodes: [text('Size')] }),
        ),
        row(cell('start', text('a|b')), cell('center', { type: 'code', text: 'c' }), cell('end', text('3'))),
        row(cell('start', text('d'))),
      ],
    },
    { type: 'paragraph', nodes: [text('and on')] },
  ])
})

test.each([
  'a | b\n--- | ---',
  '|a|b|\n|-|-|',
  ' | a | b |\n | :- | -: |',
  '> |a|b|\n> |-|-|',
  '- x\n  |a|b|\n  |-|-|',
])('a table can be written with fewer bars, or in a quote or list: %j', (text) => {
  expect(JSON.stringify(parse(text))).toContain('"table"')
})

test.each(['a|b\n-|', '|a|b|\n|-|', 'a | b', '|a|\n---', '|-|-|', 'a\n|-|-|', '| |\n|-|\n| |', '`a|b`\n-- -|-'])(
  'what only looks like a table stays as typed: %j',
  (text) => expect(parse(text)).toEqual([{ type: 'paragraph', nodes: expect.arrayContaining([]) }]),
)

test('a row with too many cells keeps all its text, and one with few takes no more work than its length', () => {
  expect(plainText(parse('|a|b|\n|-|-|\n|1|2|3|4|'))).toBe('a b 1 2 | 3 | 4')
  const wide = parse(`${'|a'.repeat(2_000)}|\n${'|-'.repeat(2_000)}|\n${'|b\n'.repeat(2_000)}`)
  expect(JSON.stringify(wide).match(/"cell"/g)).toHaveLength(4_000)
})

test.each([
  ['# A', 1, 'A'],
  ['###### A *b*', 6, 'A b'],
  ['  ## A ##', 2, 'A'],
  ['# C#', 1, 'C#'],
  ['# #', 1, '#'],
])('%j is a heading', (line, level, words) => {
  const [heading, ...more] = parse(`${line}\nb`)
  expect(heading).toMatchObject({ type: 'heading', level })
  expect(plainText(heading ? [heading] : [])).toBe(words)
  expect(more).toEqual([{ type: 'paragraph', nodes: [text('b')] }])
})

test.each(['#general', '#', '# ', '####### a', '\\# a', 'a # b', '#1 is fixed'])('%j is no heading', (line) => {
  expect(JSON.stringify(parse(line))).not.toContain('"heading"')
})

const spoiler = (...nodes: unknown[]) => ({ type: 'spoiler', nodes })

test.each([
  ['||he dies||', [spoiler(text('he dies'))]],
  ['a ||b\n**c**||, d', [text('a '), spoiler(text('b\n'), { type: 'strong', nodes: [text('c')] }), text(', d')]],
  ['犯人は||ヤス||です', [text('犯人は'), spoiler(text('ヤス')), text('です')]],
  ['||http://a||', [spoiler({ type: 'link', href: 'http://a', nodes: [text('http://a')] })]],
  ['[||a||](http://b)', [{ type: 'link', href: 'http://b', nodes: [spoiler(text('a'))] }]],
  ['||a||b||', [spoiler(text('a||b'))]],
])('two bars hide what is between them: %j', (said, nodes) => {
  expect(parse(said)).toEqual([{ type: 'paragraph', nodes }])
})

test.each([
  'a || b || c',
  'if (a||b||c)',
  'f(a)||g(b)||h(c)',
  '||',
  '||||',
  '|| a ||',
  '|a|',
  '|||a|||',
  '`||a||`',
  '\\||a\\||',
])('%j hides nothing', (said) => expect(JSON.stringify(parse(said))).not.toContain('"spoiler"'))

test('a spoiler is not told where one line stands for the message', () => {
  const nodes = parse('# So\n> ||the *butler*|| did it\n\n|who|\n|-|\n|a \\|\\|cook\\|\\||')
  expect(plainText(nodes, '(hidden)')).toBe('So (hidden) did it who a (hidden)')
  expect(plainText(nodes)).toBe('So the butler did it who a cook')
})

test.each([
  '2*3*4',
  '2**3**4',
  'a*b*c and d*e*f',
  'f(x)=x*y*z',
  'snake_case_name',
  '報告書_2024_最終',
  '5~10~15',
  '__init',
  'a_b_',
])('%j is left alone', (said) => expect(parse(said)).toEqual([{ type: 'paragraph', nodes: [text(said)] }]))

test.each(['これは**強調**です', '**「強調」**です', 'です**「強調」**', '이것은**강조(bold)**입니다'])(
  '%j is emphasised without spaces around it',
  (said) => expect(JSON.stringify(parse(said))).toContain('"strong"'),
)

test('the plural of a bold word is written without a space', () => {
  expect(parse('**API**s')).toEqual([
    { type: 'paragraph', nodes: [{ type: 'strong', nodes: [text('API')] }, text('s')] },
  ])
})

test.each([
  ['**bold** and [a link](https://a.example) `code`', 'bold and a link code'],
  ['> said\n\nso', 'said so'],
  ['- [ ] milk\n- [x] bread', '☐ milk ☑ bread'],
  ['```js\nlet a\n\nlet b\n```', 'let a let b'],
  ['# Title\n  1 < 2', 'Title 1 < 2'],
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
