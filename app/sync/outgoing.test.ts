import { expect, test } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import { parseMessage, writeMessage } from '../../shared/wire/messages.ts'
import { parseUpdate } from '../../shared/wire/update.ts'
import { fitForRelay } from './outgoing.ts'

const docWith = (records: number, bytes: number) => {
  const doc = new Doc()
  for (let at = 0; at < records; at++) doc.getMap('log').set(`device.${at}`, new Uint8Array(bytes).fill(at))
  return doc
}
const said = (type: 'update' | 'sync-step-2', doc: Doc) => writeMessage({ type, update: encodeStateAsUpdate(doc) })

test('a small live update is sent unchanged', () => {
  const message = said('update', docWith(2, 20_000))
  expect(fitForRelay(message)).toEqual([message])
})

test('a live update of more than 64 KiB is sent as an answer, because the relay allows more for those', () => {
  const sent = fitForRelay(said('update', docWith(4, 20_000)))
  expect(sent.map((message) => parseMessage(message).type)).toEqual(['sync-step-2'])
})

test('an answer of 5 MB is sent in pieces of about 1 MB that make the same document', () => {
  const doc = docWith(250, 20_000)
  doc.getMap('log').delete('device.7')
  const sent = fitForRelay(said('sync-step-2', doc))
  expect(sent.length).toBeGreaterThan(4)
  expect(Math.max(...sent.map(({ length }) => length))).toBeLessThan(1_100_000)
  const other = new Doc()
  for (const message of sent) {
    const parsed = parseMessage(message)
    if (parsed.type === 'sync-step-2') applyUpdate(other, parsed.update)
  }
  expect(other.getMap('log').size).toBe(249)
  expect(other.getMap('log').get('device.249')).toEqual(doc.getMap('log').get('device.249'))
})

test('an answer of 12,000 small records is sent in pieces of 4,000', () => {
  const sent = fitForRelay(said('sync-step-2', docWith(12_000, 8)))
  const sizes = sent.map((message) => {
    const parsed = parseMessage(message)
    return parsed.type === 'sync-step-2' ? parseUpdate(parsed.update).blocks[0]?.structs.length : 0
  })
  expect(sizes).toEqual([4_000, 4_000, 4_000])
})
