import { expect, test } from 'vitest'
import { growth, linear } from '../tests/world/work.ts'
import { type HrefOf, hrefOfUrl, runsOf } from './links.ts'

declare const URL: { parse(text: string): Parameters<typeof hrefOfUrl>[0] }
const hrefOf: HrefOf = (address) => hrefOfUrl(URL.parse(address))
const linksIn = (text: string) => runsOf(text, hrefOf).flatMap(({ text, href }) => (href === null ? [] : [text]))

test.each([
  ['http://例え.テスト/', 'http://例え.テスト/'],
  ['http://[::1]:8300/', 'http://[::1]:8300/'],
  ['(see http://[2001:db8::1])', 'http://[2001:db8::1]'],
  ['http://[::1]:8300/x[1].', 'http://[::1]:8300/x[1]'],
  ['https://a.example:8443/x?y=%20#z', 'https://a.example:8443/x?y=%20#z'],
  ['www.例え.jp!', 'www.例え.jp'],
  ['http://münchen.example', 'http://münchen.example'],
  ['http://a.example/x_(y).', 'http://a.example/x_(y)'],
  ['(http://a.example/x)', 'http://a.example/x'],
  ['<http://a.example/x>', 'http://a.example/x'],
  ['“http://a.example/x”', 'http://a.example/x'],
  ['*http://a.example/*', 'http://a.example/'],
  ['请看https://a.example/x，谢谢', 'https://a.example/x'],
  ['（https://a.example/x）。', 'https://a.example/x'],
  ['「https://a.example/x」', 'https://a.example/x'],
  ['https://a.example/x👍🏽', 'https://a.example/x'],
  ['https://a.example/x 🇫🇷', 'https://a.example/x'],
  ['https://a.example/x🇫🇷!', 'https://a.example/x'],
  ['https://i❤.example/y', 'https://i❤.example/y'],
  ['https://a.example/x@y', 'https://a.example/x@y'],
  ['https://a.example/\u202egnp.exe', 'https://a.example/'],
  ['https://a.example\\@b.example', 'https://a.example'],
])('in %j, the link is %j', (text, link) => {
  expect(linksIn(text)).toEqual([link])
})

test.each([
  'https://bank.example@thief.example/',
  'https://user:word@a.example/',
  'http://a:99999/',
  'http://[::1/',
  'http://a%zz/',
  'http://',
  'https:///',
  'www.a',
  'ftp://a.example',
  'xhttp://a.example',
  `http://${'例'.repeat(300)}/`,
])('%s is not a link', (text) => {
  expect(linksIn(text)).toEqual([])
})

test('the pieces of a text, joined again, give the whole text', () => {
  const text = '(http://a.example/x), https://b.example/.. and www.c.example!'
  expect(
    runsOf(text, hrefOf)
      .map((run) => run.text)
      .join(''),
  ).toBe(text)
  expect(linksIn(text)).toEqual(['http://a.example/x', 'https://b.example/', 'www.c.example'])
})

test.each([')', '(', ')(', '](', '.', '👍', '*', 'a.', '@', '例', '%', 'http://', ' http://a', 'www.', '[::'])(
  'the work to find the end of a link grows only in step with its length: %j',
  (piece) => {
    expect(growth(piece, (text) => runsOf(`http://a${text}`, hrefOf))).toBeLessThan(linear)
    expect(growth(piece, (text) => runsOf(text, hrefOf))).toBeLessThan(linear)
  },
)
