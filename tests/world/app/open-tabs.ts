import 'fake-indexeddb/auto'
import { onTestFinished } from 'vitest'
import { FakeRelay } from './fake-relay.ts'
import { tabOf } from './tab.ts'

export const room = 'AAAAAAAAAAAAAAAAAAAAAA'
export const segment = `room/${room}/1`
export const bytes = (text: string) => new TextEncoder().encode(text)
let users = 0

/** A relay, and a user of whom this device holds nothing yet. */
export const stage = () => ({ relay: new FakeRelay(), user: `user-${++users}` })

/** A tab that is closed when the test is over. */
export const openTab = (...args: Parameters<typeof tabOf>) => {
  const opened = tabOf(...args)
  onTestFinished(async () => {
    opened.socket.close()
    await opened.documents.closeAll()
  })
  return opened
}
