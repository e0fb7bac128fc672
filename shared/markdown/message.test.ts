import { expect, test } from 'vitest'
import { growth, linear } from '../../tests/world/work.ts'
import { parseMessage } from './message.ts'
import { plainText } from './plain.ts'

const said = (text: string, imported: boolean) => plainText(parseMessage(text, imported, () => null))

test.each(['*a* ', '||a|| ', '\n', '    a\n', '/me ', '# a\n', '|a|\n|-|\n', '`', 'http://a '])(
  'the work to read an action grows only in step with its length: %j',
  (piece) => {
    for (const imported of [true, false])
      expect(growth(piece, (text) => said(`/me ${text}`, imported))).toBeLessThan(linear)
  },
)

test('an action is one paragraph with its lines: blocks in it stay as typed', () => {
  const [action, ...more] = parseMessage('/me makes a list\n- a\n\n# b', false, () => null)
  expect(action).toEqual({ type: 'action', nodes: [{ type: 'text', text: 'makes a list\n- a\n\n# b' }] })
  expect(more).toEqual([])
})

test('an imported message is no Markdown', () => {
  expect(said('# a\n|b|\n|-|\n||c|| - [x] *d*', true)).toBe('# a |b| |-| ||c|| - [x] *d*')
})
