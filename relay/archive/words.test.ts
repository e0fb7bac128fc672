import { describe, expect, it } from 'vitest'
import { Chance } from '../../tests/world/chance.ts'
import { growth, linear } from '../../tests/world/work.ts'
import { html, write } from './html.ts'
import { words } from './words.ts'

const shown = (text: string, imported = false) => write(html`${words(text, imported)}`)

/** Everything but the tags that a message can have. */
const withoutTags = (page: string) =>
  page.replace(
    /<\/?(?:p|br|pre|code|em|strong|del|blockquote|ul|ol|li|h[345]|table|tr|details|summary|div|a|th|td)>|<(?:th|td) class="(?:start|center|end)">|<div class="(?:p|table)">|<ol start="\d+">|<a href="https?:[^"<>]*" rel="nofollow ugc noreferrer">/g,
    '',
  )

describe('words on a plain page', () => {
  it('are paragraphs and lines', () => {
    expect(shown('one\ntwo\n\nthree')).toBe('<p>one<br>two<br><br>three</p>')
    expect(shown('\n\n  \n')).toBe('')
  })

  it('are drawn as in the app', () => {
    expect(shown('# A\n> *b* ~~c~~\n\n- [x] **d**\n- e\n\n3. `f`')).toBe(
      '<h3>A</h3><blockquote><p><em>b</em> <del>c</del></p></blockquote><ul><li>☑ <strong>d</strong></li><li>e</li></ul><ol start="3"><li><code>f</code></li></ol>',
    )
    expect(shown('|a|b|\n|-|-:|\n|1|2|')).toBe(
      '<div class="table"><table><tr><th class="start">a</th><th class="end">b</th></tr><tr><td class="start">1</td><td class="end">2</td></tr></table></div>',
    )
    expect(shown('/me *waves*')).toBe('<p><em><em>waves</em></em></p>')
  })

  it('hide spoilers until they are opened, without a script', () => {
    expect(shown('it was ||the **butler**||')).toBe(
      '<div class="p">it was <details><summary>Spoiler</summary>the <strong>butler</strong></details></div>',
    )
  })

  it('of imported messages keep their marks', () => {
    expect(shown('*nod* ```x``` # a\n|a|\n|-|', true)).toBe('<p>*nod* ```x``` # a<br>|a|<br>|-|</p>')
    expect(shown('/me waves', true)).toBe('<p><em>waves</em></p>')
  })

  it('link to http and https addresses and to nothing else', () => {
    const link = (href: string, text = href) => `<a href="${href}" rel="nofollow ugc noreferrer">${text}</a>`
    expect(shown('see https://example.org/a?b=1.')).toBe(`<p>see ${link('https://example.org/a?b=1')}.</p>`)
    expect(shown('www.example.org')).toBe(`<p>${link('https://www.example.org/', 'www.example.org')}</p>`)
    for (const text of ['javascript:alert(1)', 'data:text/html,x', '[x](javascript:alert(1))', 'ftp://example.org'])
      expect(shown(text)).not.toContain('<a')
  })

  it('keep code unchanged', () => {
    expect(shown('before\n```js\nif (a < b)\n\n  run()\n```\nafter')).toBe(
      '<p>before</p><pre><code>if (a &lt; b)\n\n  run()</code></pre><p>after</p>',
    )
    expect(shown('```\nnever closed')).toBe('<pre><code>never closed</code></pre>')
  })

  it('keep the white space at the start of a line', () => {
    expect(shown('def f(x):\n    return x')).toBe('<p>def f(x):<br>    return x</p>')
  })

  it.each([
    '||a|| ',
    '||a',
    '|a|b|\n|-|-|\n',
    '|',
    '# a\n',
    '- [ ] a\n',
    '> ',
    '**a** ',
    ')',
    '```x\n',
    '```\n',
    '~~~\n```\n',
    '\n',
    ' \n',
    'http://a ',
    'http://a)',
    '<',
    '`',
  ])('take work that grows only in step with their length: %j', (piece) =>
    expect(growth(piece, (text) => shown(`http://a${text}`))).toBeLessThan(linear),
  )

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    '```\n</code></pre><script>alert(1)</script>\n```',
    'https://example.org/"onmouseover="alert(1)',
    'https://example.org/<script>alert(1)</script>',
    '&lt;script&gt;',
    '<!--',
    ']]>',
    '\u0000<\u0000script>',
    '\ud800<b>',
  ])('run no script: %j', (text) => {
    expect(withoutTags(shown(text))).not.toMatch(/[<>"']/)
    expect(withoutTags(shown(`|${text}|\n|-|\n||${text}||\n# ${text}`))).not.toMatch(/[<>"']/)
  })

  it('are only text, whatever their content (5,000 random texts)', () => {
    const chance = new Chance(11)
    const pieces = [
      '<',
      '>',
      '"',
      "'",
      '&',
      '```',
      '\n',
      '\n\n',
      'https://',
      'www.a.b',
      'javascript:',
      'x',
      ' ',
      '\u0000',
      '\udc00',
      '(',
      ')',
      'é',
      '<script>',
      '</p>',
      '`',
      '/',
      '=',
      '||',
      '|',
      '|a|\n|-|\n',
      '# ',
      '- [x] ',
      '> ',
      '**',
      '](',
      '[',
    ]
    for (let n = 0; n < 5_000; n++) {
      const text = Array.from({ length: chance.below(30) }, () => chance.pick(pieces)).join('')
      expect(withoutTags(shown(text)), JSON.stringify(text)).not.toMatch(/[<>"']|[\0\ud800-\udfff]/u)
    }
  })
})
