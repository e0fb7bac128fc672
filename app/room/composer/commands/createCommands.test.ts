import { createRoot } from 'solid-js'
import { expect, test } from 'vitest'
import { createCommands } from './createCommands.ts'
import type { Commanded } from './runCommand.ts'

const stage = () => {
  const posted: string[] = []
  const said: string[] = []
  const page = {
    room: { kind: () => 'room', may: () => true, judge: () => null },
    post: async (text: string) => void posted.push(text),
    say: (text: string) => void said.push(text),
  } as unknown as Commanded
  return { posted, said, ...createRoot(() => createCommands(page)) }
}

test('text is posted, a command does its act, and two slashes post one', async () => {
  const { posted, send } = stage()
  await send('hi')
  await send('/me waves')
  await send('//me waves')
  expect(posted).toEqual(['hi', '/me waves', '/me waves'])
})

test('an unknown command is not posted until the person says that it is text', async () => {
  const { posted, send, unknown, typed, sendAsText } = stage()
  await expect(send('/foo bar')).rejects.toThrow()
  expect([posted, unknown()]).toEqual([[], '/foo'])
  typed('/foo bar')
  expect(unknown()).toBe('/foo')
  let sent: Promise<void> | undefined
  sendAsText(() => {
    sent = send('/foo bar')
  })
  await sent
  expect([posted, unknown()]).toEqual([['/foo bar'], null])
  await expect(send('/foo bar')).rejects.toThrow()
})

test('once another text is typed, nothing is asked about the one before', async () => {
  const { send, unknown, typed } = stage()
  await expect(send('/foo')).rejects.toThrow()
  typed('/fo')
  expect(unknown()).toBeNull()
})

test('a command that fails says why, and its text comes back', async () => {
  const { said, send } = stage()
  await expect(send('/me')).rejects.toThrow()
  expect(said).toEqual([expect.stringMatching(/after \/me/)])
})
