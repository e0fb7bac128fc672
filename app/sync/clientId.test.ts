import { expect, test } from 'vitest'
import { fakeLocks } from '../../tests/world/app/fake-locks.ts'
import { bytes, openTab, segment, stage } from '../../tests/world/app/open-tabs.ts'
import { until } from '../../tests/world/app/until.ts'
import { tableInMemory } from '../base/table.ts'

test('a Yjs client id is reused only if the relay has everything written under it', async () => {
  const { relay, user } = stage()
  const clientIds = tableInMemory<number>()
  const session = async (name: string) => {
    const { documents } = openTab(relay, { user, locks: fakeLocks(), clientIds })
    const document = documents.open(segment)
    await until(() => document.state().name === 'synced')
    await new Promise((resolve) => setTimeout(resolve))
    document.add(name, bytes(name))
    const client = document.itemOf(name)?.id.client
    await until(() => relay.taken.includes(name))
    await documents.close(document)
    return client
  }
  const first = await session('a.1')
  expect(await session('a.2')).toBe(first)
  relay.documents.clear()
  expect(await session('a.3')).not.toBe(first)
})

test('a Yjs client id is not reused if this device lost what was written under it', async () => {
  const { relay, user } = stage()
  const clientIds = tableInMemory<number>()
  const session = async (name: string | null, isKept = true) => {
    const { documents } = openTab(relay, { user, locks: fakeLocks(), clientIds })
    const document = documents.open(segment)
    await until(() => document.state().name === 'synced')
    await new Promise((resolve) => setTimeout(resolve))
    if (name !== null) document.add(name, bytes(name))
    const client = name === null ? undefined : document.itemOf(name)?.id.client
    await until(() => name === null || relay.taken.includes(name))
    await (isKept ? documents.close(document) : documents.clear(document))
    return client
  }
  // A backup that the relay was put back to may have the first of what others have all of.
  const first = await session('a.1', false)
  await session(null)
  expect(await session('a.2')).not.toBe(first)
})

test('two tabs never write under the same client id at the same time', async () => {
  const { relay, user } = stage()
  const locks = fakeLocks()
  const clientIds = tableInMemory<number>([[segment, 77]])
  const documents = [0, 1].map(() => openTab(relay, { user, locks, clientIds }).documents.open(segment))
  await until(() => documents.every((document) => document.state().name === 'synced'))
  for (const [at, document] of documents.entries()) document.add(`a.${at}`, bytes('x'))
  const ids = documents.map((document, at) => document.itemOf(`a.${at}`)?.id.client)
  expect(new Set(ids).size).toBe(2)
})
