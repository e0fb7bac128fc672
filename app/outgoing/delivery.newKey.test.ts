import { describe, expect, test } from 'vitest'
import { toBase64url } from '../../shared/base64url.ts'
import { readEntry } from '../../shared/room/entry.ts'
import { segmentName } from '../../shared/wire/documents.ts'
import { FakeRelay } from '../../tests/world/app/fake-relay.ts'
import { makeDevice, openTab, room, textsOn } from '../../tests/world/app/sending-tab.ts'
import { until } from '../../tests/world/app/until.ts'
import { tableInMemory } from '../base/table.ts'
import { type KeptIdentity, needIdentity, renewIdentity } from '../store/identity.ts'

describe('a device that was removed and came back with a new key', () => {
  /** The messages were written offline, under the old key. */
  const comeBack = async () => {
    const relay = new FakeRelay()
    const device = await makeDevice()
    const table = tableInMemory<KeptIdentity>()
    device.signer = await needIdentity(table)
    relay.isDown = true
    const before = await openTab(relay, device)
    const renew = async () => {
      await before.close()
      relay.isDown = false
      await renewIdentity(table, device.signer, device.locks)
      const old = device.signer
      device.signer = await needIdentity(table)
      // Like the real relay, the fake one refuses everything that is signed with the old key.
      relay.judge = (name) => (name.startsWith(toBase64url(old.device)) ? 'not-yours' : null)
      return openTab(relay, device)
    }
    return { relay, device, before, renew }
  }
  const settled = (tab: Awaited<ReturnType<typeof openTab>>) =>
    until(() => {
      tab.clock.pass(5_000)
      return tab.book.count() === 0
    })

  test('sends each unsent message once, in new records, and starts a new chain', async () => {
    const { relay, device, before, renew } = await comeBack()
    for (const text of ['one', 'two', 'three']) await before.say(text)
    const after = await renew()
    await settled(after)
    // Each record is added as soon as it is signed, so the order can differ.
    expect(textsOn(relay).sort()).toEqual(['one', 'three', 'two'])
    expect(after.book.notSent()).toEqual([])
    const own = toBase64url(device.signer.device)
    expect([...relay.taken].sort()).toEqual([1, 2, 3].map((seq) => `${own}.${seq}`))
  })

  test("doesn't send again what the relay already had", async () => {
    const { relay, device, before, renew } = await comeBack()
    relay.isDown = false
    relay.isMute = true
    before.socket.wake()
    await before.say('taken, and the answer lost')
    await until(() => relay.taken.length === 1)
    relay.kill()
    await before.say('never sent')
    relay.isMute = false
    const after = await renew()
    await settled(after)
    expect(textsOn(relay).sort()).toEqual(['never sent', 'taken, and the answer lost'])
    expect(relay.taken).toHaveLength(2)
    expect(relay.taken[1]).toBe(`${toBase64url(device.signer.device)}.1`)
  })

  test("points an edit of an unsent message to the message's new name", async () => {
    const { relay, before, renew } = await comeBack()
    const post = await before.say('helo')
    await before.edit(post?.name ?? '', 'hello')
    const after = await renew()
    await settled(after)
    const entries = [...relay.document(segmentName(room, 1)).getMap('log')].map(([name, bytes]) =>
      readEntry(name, bytes as Uint8Array),
    )
    const edit = entries.find((entry) => entry?.kind === 'edit')
    expect(edit?.ref).toBe(entries.find((entry) => entry?.kind === 'post')?.name)
  })

  test("points a reply to an unsent message to the message's new name", async () => {
    const { relay, before, renew } = await comeBack()
    const post = await before.say('who is in?')
    const where = { room, segment: 1, newest: 0 }
    await before.write(where, { kind: 'post', text: 'I am', re: post?.name ?? '', thread: post?.name ?? '' })
    const after = await renew()
    await settled(after)
    const entries = [...relay.document(segmentName(room, 1)).getMap('log')].map(([name, bytes]) =>
      readEntry(name, bytes as Uint8Array),
    )
    const [first, reply] = ['who is in?', 'I am'].map((text) =>
      entries.find((entry) => entry?.body.kind === 'post' && entry.body.text === text),
    )
    expect(reply?.body).toMatchObject({ re: first?.name, thread: first?.name })
  })
})
