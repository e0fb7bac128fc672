import { expect, test } from 'vitest'
import { askAgainMs } from '../../shared/room/acts.ts'
import { mayAsk, whyNotAsked } from './askingAgain.ts'

test('you can ask to join once, and again a day after a refusal', () => {
  expect(mayAsk(undefined, 5)).toBe(true)
  expect(mayAsk({ state: 'waiting', at: 5 }, askAgainMs * 2)).toBe(false)
  expect(mayAsk({ state: 'asked', at: 5 }, askAgainMs * 2)).toBe(false)
  expect(mayAsk({ state: 'refused', at: 5 }, 4 + askAgainMs)).toBe(false)
  expect(mayAsk({ state: 'refused', at: 5 }, 5 + askAgainMs)).toBe(true)
})

test('if you ask too early after a refusal, you read when you can ask again', () => {
  expect(whyNotAsked('already')).toContain('after a day')
  expect(whyNotAsked('banned')).toBe('You’re banned from this room.')
})
