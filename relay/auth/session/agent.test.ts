import { expect, it } from 'vitest'
import { Chance } from '../../../tests/world/chance.ts'
import { readAgent, readUserAgent, writeAgent } from './agent.ts'

it.each([
  ['Chrome', 'Windows', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36'],
  ['Edge', 'Windows', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0'],
  ['Chrome', 'Android', 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36'],
  [
    'Samsung Internet',
    'Android',
    'Mozilla/5.0 (Linux; Android 10; K) SamsungBrowser/28.0 Chrome/130.0.0.0 Safari/537.36',
  ],
  [
    'Safari',
    'iPhone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/18.6 Mobile/15E148 Safari/604.1',
  ],
  ['Chrome', 'iPhone', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) CriOS/140.0 Mobile/15E148 Safari/604.1'],
  ['Safari', 'Mac', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.6 Safari/605.1.15'],
  ['Firefox', 'Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0'],
  ['Chrome', 'ChromeOS', 'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/140.0.0.0 Safari/537.36'],
  ['', '', 'curl/8.5.0'],
  ['', '', ''],
])('knows %j on %j, and knows it again when it was stored', (browser, system, userAgent) => {
  const agent = readUserAgent(userAgent)
  expect(agent).toEqual({ browser, system })
  expect(readAgent(writeAgent(agent))).toEqual(agent)
})

it('names only browsers and systems that we know, whatever is sent', () => {
  const chance = new Chance(20_261)
  const parts = [
    'Edg/',
    'OPR/',
    'Chrome/',
    'Safari/',
    'Linux',
    'iPad',
    '<script>',
    ' on ',
    ';',
    '(',
    '\u202e',
    '9'.repeat(500),
  ]
  const known = /^(?:(?:Edge|Opera|Chrome|Safari)?(?: on )?(?:Linux|iPad)?)$/
  for (let n = 0; n < 2_000; n++) {
    const agent = Array.from({ length: chance.below(20) }, () => chance.pick(parts)).join(chance.pick(['', ' ', '/']))
    expect(writeAgent(readUserAgent(agent))).toMatch(known)
  }
})
