import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { connectFile } from './database.ts'
import { openLibsql } from './open.ts'
import { migrate } from './schema.ts'

const firstVersion = `
  INSERT INTO room VALUES ('garden', 'room', 'Garden', 'garden', 'bees', 'public', 5, 1);
  INSERT INTO member VALUES ('garden', 'ada', 'owner', '[[5,null]]', 0);
  INSERT INTO member VALUES ('garden', 'ben', NULL, '[[6,7]]', 0);
  INSERT INTO member VALUES ('garden', 'cai', NULL, '[[6,7],[8,9]]', 1);
  INSERT INTO user VALUES ('ada', 'ada', 'Ada', 1);
  INSERT INTO device VALUES ('phone', 'ada', 'key', 3);
  INSERT INTO segment (id, room, number, newest) VALUES (1, 'garden', 1, 9);
  INSERT INTO writer VALUES (1, 'garden', 'phone', 'ada');
  INSERT INTO record VALUES (1, 1, 7, 0, 1, 1, 1, 1, 9, 9, NULL, 0, x'010203');
  INSERT INTO document VALUES ('room/garden', x'0405')`

test('opens a file of the first version with everything in it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yabber-schema-'))
  const path = join(folder, 'log.db')
  const client = await connectFile(path)()
  await migrate(client, 1)
  await client.executeMultiple(firstVersion)
  client.close()

  const store = await openLibsql(path)
  const plain = { picture: null, archived: null, deleted: null }
  const room = { id: 'garden', kind: 'room', name: 'Garden', nameKey: 'garden', topic: 'bees', visibility: 'public' }
  expect(await store.rooms.byId('garden')).toEqual({
    ...room,
    ...plain,
    guests: true,
    invites: 'members',
    threads: 'folded',
    made: 5,
    head: 1,
    formerly: [],
  })
  expect(await store.rooms.of('ada')).toMatchObject([{ member: { role: 'owner', banned: null, erasing: null } }])
  expect((await store.rooms.members('garden')).map(({ spans }) => spans)).toEqual([
    [[5, null]],
    [[6, 7]],
    [
      [6, 7],
      [8, 9, 'removed'],
    ],
  ])
  const user = {
    picture: null,
    about: '',
    zone: '',
    status: null,
    showsSeen: true,
    strangersInvite: false,
    deleted: false,
  }
  expect(await store.people.byId('ada')).toEqual({ id: 'ada', username: 'ada', name: 'Ada', ...user })
  expect(await store.people.device('phone')).toEqual({
    id: 'phone',
    user: 'ada',
    publicKey: 'key',
    added: 3,
    ended: null,
  })
  expect(await store.people.seen(['ada'])).toEqual(new Map())
  expect(await store.records.writtenBy('ada', null, 9)).toMatchObject([
    { seq: 1, time: 9, bytes: Uint8Array.of(1, 2, 3) },
  ])
  expect(await store.documents.byName('room/garden')).toEqual(Uint8Array.of(4, 5))
  await store.close()
  await rm(folder, { recursive: true })
})

const ofSecondVersion = (user: string, spans: string, removed: number, banned: number | null) =>
  `INSERT INTO member (room, user, role, spans, removed, banned) VALUES ('garden', '${user}', NULL, '${spans}', ${removed}, ${banned});`

test('upgrades a file of the second version and says how each last span ended, if that is known', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yabber-schema-'))
  const path = join(folder, 'log.db')
  const client = await connectFile(path)()
  await migrate(client, 2)
  await client.executeMultiple(
    [
      ofSecondVersion('ban of a member', '[[1,2],[3,4]]', 1, 4),
      ofSecondVersion('ban of a stranger', '[]', 1, 4),
      ofSecondVersion('ban of one who was out', '[[1,2]]', 1, 4),
      ofSecondVersion('removal', '[[1,2],[3,4]]', 1, null),
      ofSecondVersion('went', '[[1,2]]', 0, null),
    ].join('\n'),
  )
  client.close()

  const store = await openLibsql(path)
  const rows = await store.rooms.members('garden')
  expect(rows.map(({ user, spans }) => [user, JSON.stringify(spans)])).toEqual([
    ['ban of a member', '[[1,2],[3,4,"banned"]]'],
    ['ban of a stranger', '[]'],
    ['ban of one who was out', '[[1,2]]'],
    ['removal', '[[1,2],[3,4,"removed"]]'],
    ['went', '[[1,2]]'],
  ])
  await store.close()
  await rm(folder, { recursive: true })
})

test('links with no stored end time get the time of the migration, so that the list shows them like others', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yabber-schema-'))
  const path = join(folder, 'log.db')
  const client = await connectFile(path)()
  await migrate(client, 7)
  const put = 'INSERT INTO invitation (room, id, hash, by, made, used, ended, why) VALUES'
  await client.execute(
    `${put} ('garden', 'old', 'x', 'ada', 5, 0, 5, 'left'), ('garden', 'new', 'y', 'ada', 6, 0, 7, 'left')`,
  )
  client.close()
  const before = Date.now() - 1_000
  const store = await openLibsql(path)
  const ends = new Map((await store.invitations.of('garden')).map(({ id, ended }) => [id, ended?.at]))
  expect(ends.get('old')).toBeGreaterThan(before)
  expect(ends.get('new')).toBe(7)
  await store.close()
  await rm(folder, { recursive: true })
})
