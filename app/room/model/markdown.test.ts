import { expect, test } from 'vitest'
import type { Node } from '../../../shared/markdown/node.ts'
import { inWords, parse as parseOf, said } from './markdown.ts'

const parse = (text: string) => parseOf(text, false)
const asSaid = (text: string) => parseOf(text, true)

/** The nodes as a short string that is easy to compare. */
const draw = (nodes: readonly Node[]): string =>
  nodes
    .map((node) => {
      switch (node.type) {
        case 'text':
          return node.text
        case 'code':
          return `‹${node.text}›`
        case 'block':
          return `{${node.language}|${node.text}}`
        case 'link':
          return `[${draw(node.nodes)}→${node.href}]`
        case 'list':
          return `${node.ordered ? `ol${node.start}` : 'ul'}(${draw(node.nodes)})`
        case 'paragraph':
          return `¶${draw(node.nodes)}`
        default:
          return `${node.type}(${draw(node.nodes)})`
      }
    })
    .join('')

test.each([
  ['hello there', '¶hello there'],
  ['**bold**, *slanted*, `code` and ~~not~~', '¶strong(bold), em(slanted), ‹code› and del(not)'],
  ['one\ntwo', '¶one\ntwo'],
  ['*one*\ntwo', '¶em(one)\ntwo'],
  ['```sh\nls *.ts\n```', '{sh|ls *.ts}'],
  ['> said so\n\nno', '¶quote(¶said so)¶no'.slice(1)],
  ['- a\n- b', 'ul(item(a)item(b))'],
  ['3. a\n4. b', 'ol3(item(a)item(b))'],
  ['[here](https://a.example/x)', '¶[here→https://a.example/x]'],
  ['see https://a.example/x_(y).', '¶see [https://a.example/x_(y)→https://a.example/x_(y)].'],
  ['snake_case_name', '¶snake_case_name'],
  ['# Title\nand text', 'heading(Title)¶and text'],
  ['| a | b |\n|---|---|\n| 1 | 2 |', 'table(row(cell(a)cell(b))row(cell(1)cell(2)))'],
  ['she is ||his sister||', '¶she is spoiler(his sister)'],
  ['``a `b` c``', '¶‹a `b` c›'],
  ['/me *waves*\nand leaves', 'action(em(waves)\nand leaves)'],
])('%j is shown the way it was meant', (text, drawn) => {
  expect(draw(parse(text))).toBe(drawn)
})

test.each([
  ['#general is open', '¶#general is open'],
  ['2*3*4 and a*b*c', '¶2*3*4 and a*b*c'],
  ['<b onclick=alert(1)>hi</b>', '¶<b onclick=alert(1)>hi</b>'],
  ['a\n---', '¶a\n---'],
  ['a & b &lt; c', '¶a & b &lt; c'],
  ['a || b || c', '¶a || b || c'],
])("text that a chat doesn't format stays as typed: %j", (text, drawn) => {
  expect(draw(parse(text))).toBe(drawn)
})

test.each(['[x](javascript:alert(1))', '[x](data:text/html,hi)', '![x](javascript:alert(1))', '[x](/api/sign-out)'])(
  'only web and mail addresses become links: %s',
  (text) => expect(JSON.stringify(parse(text))).not.toContain('"link"'),
)

test('a picture becomes a link, and nothing is loaded from another site', () => {
  expect(draw(parse('![cat](https://a.example/cat.png)'))).toBe('¶[cat→https://a.example/cat.png]')
})

test('imported messages keep their stars, and their addresses become links', () => {
  expect(draw(asSaid('*nod* www.ubuntu.com'))).toBe('¶*nod* [www.ubuntu.com→https://www.ubuntu.com/]')
})

test.each([
  ['http://例え.テスト/ *so*', '¶[http://例え.テスト/→http://xn--r8jz45g.xn--zckzah/] em(so)'],
  ['*see* http://[::1]:8300/', '¶em(see) [http://[::1]:8300/→http://[::1]:8300/]'],
  ['<https://a.example/x>', '¶[https://a.example/x→https://a.example/x]'],
  ['**https://a.example/x**', '¶strong([https://a.example/x→https://a.example/x])'],
  ['[https://a.example](https://b.example/)', '¶[https://a.example→https://b.example/]'],
  ['`https://a.example`', '¶‹https://a.example›'],
])('%j becomes the right link, with formatting around it', (text, drawn) => {
  expect(draw(parse(text))).toBe(drawn)
})

test.each(['[x](https://bank.example@thief.example)', '[x](mailto:)(y', `[x](http://${'例'.repeat(300)})`])(
  "%s doesn't lead to a site under another name",
  (text) => expect(JSON.stringify(parse(text))).not.toContain('thief.example"'),
)

test('the one-line text of an imported message keeps its stars', () => {
  expect(inWords('*nod*  to\nall', true)).toBe('*nod* to all')
  expect(inWords('*nod*', false)).toBe('nod')
})

test.each([true, false])('a /me command is shown as an action, without the command (imported: %s)', (imported) => {
  expect(parseOf('/me wades in', imported)).toEqual([{ type: 'action', nodes: [{ type: 'text', text: 'wades in' }] }])
  expect(inWords('/me wades in', imported)).toBe('wades in')
  for (const text of ['/mend it', ' /me too', '/me', 'so /me waves'])
    expect(draw(parseOf(text, imported))).not.toContain('action')
})

test("what a spoiler hides isn't told by the line that stands for the message", () => {
  expect(inWords('it was ||the butler||!', false)).toBe('it was (spoiler)!')
})

test('the line that stands for a message has at most four combining marks in a row, also across nodes', () => {
  expect(inWords(`a${'\u0301'.repeat(9)}`, false)).toBe(`a${'\u0301'.repeat(4)}`)
})

test('the line that stands for a poll has the question and the options', () => {
  const poll = { options: [{ text: 'Pizza' }, { text: 'Soup' }] }
  expect(said({ text: 'Where *now*?', imported: false, poll })).toBe('Poll: Where now? (Pizza, Soup)')
  expect(said({ text: 'Where *now*?', imported: false, poll: null })).toBe('Where now?')
})
