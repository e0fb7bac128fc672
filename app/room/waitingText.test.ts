import { expect, test } from 'vitest'
import { waitingText } from './waitingText.ts'

const plain = (...asked: Parameters<typeof waitingText>) => waitingText(...asked).replace(/[\u2068\u2069]/g, '')
const names = (user: string) => ({ b: 'milo' })[user]

test('a waiting act is described in a few words, with the name of the person', () => {
  expect(plain({ do: 'remove', user: 'b' }, names)).toBe('remove milo')
  expect(plain({ do: 'add', user: 'x' }, names)).toBe('add someone')
  expect(plain({ do: 'ban', user: 'b', erase: true }, names)).toBe('ban milo and delete their messages')
  expect(plain({ do: 'role', user: 'b', role: 'member' }, names)).toBe('dismiss milo as moderator')
})

test('a waiting change lists everything it changes', () => {
  expect(plain({ do: 'change', name: 'Shed', visibility: 'private', picture: null }, names)).toBe(
    'rename to “Shed”, no picture, make it private',
  )
})
