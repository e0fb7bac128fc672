import { expect, test } from 'vitest'
import { growth, linear } from '../../../tests/world/work.ts'
import { checkUsername } from '../fields.ts'
import { freeUsername, usernameLike } from './free-username.ts'

test.each([
  ['Ann', 'Ann'],
  ['Zoë Müller', 'Zoe-Muller'],
  ['_ann@example.org', 'ann-example.org'],
  ['admin', 'newcomer'],
  ['日本', 'newcomer'],
  ['', 'newcomer'],
])('%j becomes %j', (wanted, name) => expect(usernameLike(wanted)).toBe(name))

test('a username that is taken gets the lowest free number', async () => {
  const taken = new Set(['ann', 'ann-2'])
  expect(await freeUsername('ann', async (name) => taken.has(name))).toBe('ann-3')
})

test('always gives a username that follows the rules, whatever is asked for or taken', async () => {
  for (const wanted of ['x'.repeat(99), '-.-', 'a', 'é'.repeat(40)])
    expect(
      checkUsername(
        await freeUsername(
          wanted,
          async () => true,
          () => 0.999_999,
        ),
      ),
    ).toBeNull()
})

test.each(['.', '-', 'é', '.é', ' '])(
  'the work to read a name from a provider grows only in step with its length: %j',
  (piece) => {
    expect(growth(piece, (text) => usernameLike(`a${text}a`))).toBeLessThan(linear)
  },
)
