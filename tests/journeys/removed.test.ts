import { describe, test } from 'vitest'
import { databasesOn } from './disk.ts'
import { enlist, gather } from './people.ts'
import { setStage } from './set-stage.ts'
import {
  addMember,
  enterRoom,
  expect,
  expectSent,
  expectTalk,
  keptForOffline,
  myRooms,
  openRoom,
  removeMember,
  roomLine,
  say,
  soon,
  timeline,
  typeName,
} from './verbs.ts'

describe('a removed member', () => {
  const stage = setStage()

  test("sees it at once, loses the room, and can't come back to a private one", async () => {
    const [amy, bob] = await gather(stage, 'Vault', ['amy', 'bob'], { visibility: 'private' })
    await say(bob, 'good to be here')
    await expectTalk(amy, ['good to be here'])
    const address = bob.url()

    await removeMember(amy, 'bob')
    await expect(bob.getByRole('heading', { name: 'You are no longer in this room' })).toBeVisible()
    await expect(roomLine(bob, 'Vault')).toHaveCount(0)
    await expect(timeline(amy)).toContainText(/bob\W* was removed/)
    await bob.getByRole('link', { name: 'Back to your rooms' }).click()
    await typeName(bob, 'Vault')
    await expect(bob.getByText('“Vault” is private. Ask a member to add you.')).toBeVisible()
    await bob.goto(address)
    await expect(bob.getByRole('heading', { name: 'This room is private' })).toBeVisible()
    await expect(bob.getByText('good to be here')).toHaveCount(0)
    // The page that says "private" asks for the roster and stores the answer, so the roster's database may exist. No
    // segment may be left.
    const segments = address.replace(/.*\/r\//, '/room/').concat('/')
    await expect.poll(async () => (await databasesOn(bob)).filter((name) => name.includes(segments))).toEqual([])
  })

  test('keeps unsent messages as text to copy or discard', async () => {
    const [amy] = await gather(stage, 'Tower', ['cleo'], { visibility: 'private' })
    const profile = stage.profile()
    let bob = await profile.open()
    await enlist(stage, bob, 'dan')
    await addMember(amy, 'dan')
    await openRoom(bob, 'Tower')
    await say(bob, 'sent in time')
    await expectSent(bob, 'sent in time', 'Sent')
    await keptForOffline(bob)
    await stage.relay.kill('SIGKILL')
    await say(bob, 'too late for this')
    await expectSent(bob, 'too late for this', 'Sending…')
    await profile.close()
    await stage.relay.start()
    await expect(amy.getByText('Up to date')).toBeVisible(soon)
    await removeMember(amy, 'dan')

    bob = await profile.open(new URL(bob.url()).pathname)
    await expect(bob.getByRole('heading', { name: 'You are no longer in this room' })).toBeVisible(soon)
    const leftBehind = bob.getByRole('link', { name: '1 message not sent, in a room you are no longer in' })
    await bob.goto('/')
    await leftBehind.click()
    const notSent = bob.getByRole('region', { name: 'Not sent' })
    await expect(notSent).toContainText('too late for this')
    await expect(notSent).toContainText('You are no longer a member of this room.')
    await expect(myRooms(bob)).not.toContainText('Tower')
    await expectTalk(amy, ['sent in time'])

    await bob.reload()
    await expect(notSent).toContainText('too late for this')
    await notSent.getByRole('button', { name: 'Discard' }).click()
    await expect(notSent).toHaveCount(0)
    await bob.reload()
    await expect(bob.getByRole('heading')).not.toHaveCount(0)
    await expect(bob.getByText('too late for this')).toHaveCount(0)
  })

  test('can join a public room again and see its messages', async () => {
    const [amy, bob] = await gather(stage, 'Square', ['eva', 'finn'])
    await say(bob, 'was here')
    await expectTalk(amy, ['was here'])
    await removeMember(amy, 'finn')
    await expect(bob.getByRole('heading', { name: 'You are no longer in this room' })).toBeVisible()
    await enterRoom(bob, 'Square')
    await expectTalk(bob, ['was here'])
  })
})
