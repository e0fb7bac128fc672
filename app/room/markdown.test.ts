import { expect, test } from 'vitest'
import { asSaid, type Node, parse } from './markdown.ts'

/** The nodes as a compact string, to compare at a glance. */
const draw = (nodes: readonly Node[]): string =>
  nodes
    .map((node) => {
      switch (node.type) {
        case 'text':
          return node.text
        case 'break':
          return '⏎'
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
  ['*one*\ntwo', '¶em(one)⏎two'],
  ['```sh\nls *.ts\n```', '{sh|ls *.ts}'],
  ['> said so\n\nno', '¶quote(¶said so)¶no'.slice(1)],
  ['- a\n- b', 'ul(item(a)item(b))'],
  ['3. a\n4. b', 'ol3(item(a)item(b))'],
  ['[here](https://a.example/x)', '¶[here→https://a.example/x]'],
  ['see https://a.example/x_(y).', '¶see [https://a.example/x_(y)→https://a.example/x_(y)].'],
  ['snake_case_name', '¶snake_case_name'],
])('%j reads as written', (text, drawn) => {
  expect(draw(parse(text))).toBe(drawn)
})

test.each([
  ['# apt-get install x', '¶# apt-get install x'],
  ['<b onclick=alert(1)>hi</b>', '¶<b onclick=alert(1)>hi</b>'],
  ['a\n---', '¶a\n---'],
  ['a & b &lt; c', '¶a & b &lt; c'],
  ['| a | b |\n|---|---|\n| 1 | 2 |', '¶| a | b |\n|---|---|\n| 1 | 2 |'],
])('what is no talk stays as it was typed: %j', (text, drawn) => {
  expect(draw(parse(text))).toBe(drawn)
})

test.each(['[x](javascript:alert(1))', '[x](data:text/html,hi)', '![x](javascript:alert(1))', '[x](/api/sign-out)'])(
  'only web and mail addresses become links: %s',
  (text) => expect(JSON.stringify(parse(text))).not.toContain('"link"'),
)

test('a picture is a link: nothing is fetched from elsewhere', () => {
  expect(draw(parse('![cat](https://a.example/cat.png)'))).toBe('¶[cat→https://a.example/cat.png]')
})

test('imported words keep their stars; their addresses can be followed', () => {
  expect(draw(asSaid('*nod* www.ubuntu.com'))).toBe('¶*nod* [www.ubuntu.com→https://www.ubuntu.com/]')
})

test('crafted text is shown as it is instead of throwing', () => {
  for (const text of [
    '>'.repeat(9_000),
    '> '.repeat(5_000),
    '['.repeat(11_000),
    '1. '.repeat(4_000),
    '*'.repeat(11_000),
  ])
    expect(parse(text).length).toBeGreaterThan(0)
})
