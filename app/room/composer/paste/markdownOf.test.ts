import { expect, test } from 'vitest'
import { Chance } from '../../../../tests/world/chance.ts'
import { growth, linear } from '../../../../tests/world/work.ts'
import { styledWords } from '../../model/styledWords.ts'
import { readHtml } from './html.ts'
import { markdownOf } from './markdownOf.ts'

test.each([
  ['<p>one <b>bold</b>, <i>slanted</i>, <s>gone</s></p>', 'one **bold**, *slanted*, ~~gone~~'],
  ['<p><strong> bold </strong>next</p>', '**bold** next'],
  ['<p><b><i>both</i></b></p>', '***both***'],
  ['a<b>b</b>c <b>d</b>', 'abc **d**'],
  ['これは<b>太字</b>です', 'これは**太字**です'],
  ['run <code>npm `x`</code>', 'run `` npm `x` ``'],
  ['<a href="https://a.example/x">here</a>', '[here](https://a.example/x)'],
  ['<b>see</b> <a href="https://a.example/x_(y)">https://a.example/x_(y)</a>', '**see** https://a.example/x_(y)'],
  ['<a href="https://a.example/x_(y)">it</a>', '[it](https://a.example/x_%28y%29)'],
  ['<a href="javascript:alert(1)">it</a> <b>x</b>', 'it **x**'],
  ['<h2>Title</h2><p>text</p>', '## Title\n\ntext'],
  ['<blockquote><p>a</p><p>b</p></blockquote>', '> a\n> \n> b'],
  ['<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>', '- a\n- b\n  - c'],
  ['<ol start="3"><li><p>a</p></li><li>b</li></ol>', '3. a\n4. b'],
  ['<ul><li><input type="checkbox" checked> a</li><li><input type="checkbox">b</li></ul>', '- [x] a\n- [ ] b'],
  ['<pre><code class="language-js">let a\n  b()\n</code></pre>', '```js\nlet a\n  b()\n```'],
  ['<pre>a\n```\nb</pre>', '````\na\n```\nb\n````'],
  [
    '<table><tr><th>a</th><th>b</th></tr><tr><td>1|2</td><td><b>3</b><br>4</td></tr></table>',
    '| a | b |\n| --- | --- |\n| 1\\|2 | **3** 4 |',
  ],
  ['<table><tr><td colspan="2">a</td></tr><tr><td>1</td><td>2</td></tr></table>', '| a |  |\n| --- | --- |\n| 1 | 2 |'],
  ['<table><tr><td><p><b>mail</b></p></td></tr></table>', '**mail**'],
  ['<div>a <b>b</b></div><div>c</div>', 'a **b**\nc'],
  ['<b>so</b> 2 ** 3 and **this**', '**so** 2 \\*\\* 3 and \\*\\*this\\*\\*'],
])('%s is pasted as %j', (html, markdown) => {
  expect(markdownOf(html)).toBe(markdown)
})

test.each([
  [
    'a browser',
    '<html>\r\n<body>\r\n<!--StartFragment--><span style="font-weight: 400; font-style: normal">a </span><b style="font-weight: 700">b</b><!--EndFragment-->\r\n</body>\r\n</html>',
    'a **b**',
  ],
  [
    'Google Docs',
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal"><p dir="ltr"><span style="font-weight:700;">T</span><span style="font-weight:400;font-style:italic"> it</span></p><ul><li><p><span>one</span></p></li></ul></b>',
    '**T** *it*\n\n- one',
  ],
  [
    'VS Code',
    '<meta charset=\'utf-8\'><div style="color: #ccc;font-family: Consolas, monospace;white-space: pre;"><div><span>if (a) {</span></div><div><span>  b()</span></div><br><div>}</div></div>',
    '```\nif (a) {\n  b()\n\n}\n```',
  ],
  [
    'a spreadsheet',
    '<google-sheets-html-origin><style>td {border: 1px}</style><table><colgroup><col></colgroup><tbody><tr><td>a</td><td>1</td></tr></tbody></table>',
    '| a | 1 |\n| --- | --- |',
  ],
  [
    'Word',
    '<html xmlns:o="x"><head><style><!-- p {} --></style></head><body><p class=MsoNormal><b>Hi</b><o:p></o:p></p></body></html>',
    '**Hi**',
  ],
])('what %s puts into the clipboard', (_, html, markdown) => {
  expect(markdownOf(html)).toBe(markdown)
})

test.each([
  '<p>plain **text**</p>',
  '<div>a</div><div>b</div>',
  '<a href="https://a.example/">https://a.example/</a>',
  '',
  '<script>alert(1)</script>',
  '<b></b>',
])('without formatting, the plain text is better: %s', (html) => expect(markdownOf(html)).toBeNull())

const pieces = [
  '<b>',
  '</b>',
  '<i>',
  '</i>',
  '<p>',
  '</p>',
  '<ul>',
  '<ol>',
  '<li>',
  '</li>',
  '</ul>',
  '<table>',
  '<tr>',
  '<td>',
  '<td colspan=9999999>',
  '</table>',
  '<pre>',
  '</pre>',
  '<blockquote>',
  '</blockquote>',
  '<h1>',
  '<a href="https://a.example">',
  '<a href="',
  '</a>',
  '<br>',
  '<!--',
  '-->',
  '<',
  '>',
  '"',
  "'",
  '&amp;',
  '&#x110000;',
  '&#55296;',
  '<script>',
  '</script>',
  '<div style="white-space:pre;font-family:mono">',
  '**',
  '|',
  '`',
  '```',
  '\n',
  ' ',
  'word',
  '語',
  '😀',
  '\ud83d',
  '<img alt="x\ny">',
  '<input type=checkbox>',
  '\u0000',
]

test('10,000 strange pages never throw, and become at most 40 times as long', () => {
  for (let seed = 1; seed <= 10_000; seed++) {
    const chance = new Chance(seed)
    const html = Array.from({ length: 1 + chance.below(60) }, () => chance.pick(pieces)).join('')
    const markdown = markdownOf(html) ?? ''
    expect(markdown.length, `seed ${seed}`).toBeLessThanOrEqual(40 * html.length + 100)
  }
})

const words = (text: string) => text.replace(/[^\p{L}]/gu, '')
const drawn = (markdown: string) => words(styledWords(markdown).replace(/\0[^\0]*\0/g, ''))

test('the words of 3,000 pages are drawn in their order, whatever formats them', () => {
  const tags = ['b', 'i', 's', 'code', 'p', 'div', 'li', 'blockquote', 'h2', 'a href="https://a.example/q"']
  const typed = ['so ', 'ho', '2*3', ' _x_ ', '**', ' `a` ', '語', '. ', '[k]', 'e~~', '(c)']
  for (let seed = 1; seed <= 3_000; seed++) {
    const chance = new Chance(seed)
    const write = (depth: number): string =>
      Array.from({ length: 1 + chance.below(4) }, () => {
        if (depth === 0 || chance.below(2) === 0) return chance.pick(typed)
        const tag = chance.pick(tags)
        return `<${tag}>${write(depth - 1)}</${tag.split(' ')[0]}>`
      }).join('')
    const html = `<b>start</b> ${write(3)}`
    const markdown = markdownOf(html) ?? ''
    expect(drawn(markdown), `seed ${seed}: ${html} → ${markdown}`).toBe(words(html.replace(/<[^>]*>/g, '')))
  }
})

test.each([
  '<b>',
  '<b>x',
  '</b>',
  '<',
  '<!--',
  '<a href="',
  '<p>a',
  '<li>',
  '<ul><li>x',
  '<blockquote>a<br>',
  '<table>',
  '<table><tr><td>a',
  '<td>',
  '<script>',
  '&amp',
  '<b>a</b>b',
  '*',
  '`',
  '<pre>`',
  '<div>a</div>',
  "<a b='",
  ' ',
  '<span style="font-weight:',
])('reading takes time in proportion to the length: %j', (piece) =>
  expect(growth(piece, markdownOf, 16_000)).toBeLessThan(linear),
)

test('a tree is at most 64 elements deep', () => {
  let depth = 0
  for (let one = readHtml('<b>'.repeat(1_000)).inside[0]; typeof one === 'object'; one = one.inside[0]) depth++
  expect(depth).toBeLessThanOrEqual(64)
})
