import packed from 'virtual:emojis'
import { expect, test } from 'vitest'
import { shownEmojis } from './shown.ts'
import { readEmojis } from './table.ts'

const all = readEmojis(packed)

test('a group is shown in the chosen skin tone, where there is one', () => {
  const people = shownEmojis('people', all, [], '4').map(({ emoji }) => emoji)
  expect(people).toContain('👍🏾')
  expect(people).not.toContain('👍')
  const smileys = shownEmojis('smileys', all, [], '4').map(({ emoji }) => emoji)
  expect(smileys[0]).toBe('😀')
})

test('recent ones keep the skin tone they were used with, and have their names', () => {
  expect(shownEmojis('recent', all, ['👍🏾', '❤️', '🕵🏻‍♀️'], '1')).toEqual([
    { emoji: '👍🏾', name: 'thumbs up', code: ':+1:' },
    { emoji: '❤️', name: 'red heart', code: ':heart:' },
    { emoji: '🕵🏻‍♀️', name: 'woman detective', code: ':female_detective:' },
  ])
})

test('a recent emoji that this version of the app does not know is still shown', () => {
  expect(shownEmojis('recent', all, ['🫥🫥'], '0')).toEqual([{ emoji: '🫥🫥', name: '🫥🫥', code: '' }])
})
