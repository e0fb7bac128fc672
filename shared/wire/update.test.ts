import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { Malformed, utf8, Writer } from '../bytes.ts'
import { parseStateVector, parseUpdate, updateLimits, writeStateVector, writeUpdate } from './update.ts'

const docWith = (client: number, ...names: string[]): Y.Doc => {
  const doc = new Y.Doc()
  doc.clientID = client
  for (const name of names) doc.getMap('log').set(name, utf8(`bytes of ${name}`))
  return doc
}

describe('what stock Yjs writes for `map.set(newName, bytes)`', () => {
  test('P26: is accepted unchanged, with clocks that count up', () => {
    const { blocks, deleted } = parseUpdate(Y.encodeStateAsUpdate(docWith(7, 'a.1', 'a.2')))
    expect(blocks).toEqual([
      {
        client: 7,
        clock: 0,
        structs: [
          { name: 'a.1', bytes: utf8('bytes of a.1') },
          { name: 'a.2', bytes: utf8('bytes of a.2') },
        ],
      },
    ])
    expect(deleted).toEqual([])
  })

  test('is written back byte for byte', () => {
    const doc = docWith(2 ** 32 - 1, 'a.1', 'a.2')
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(docWith(3, 'b.1')))
    const bytes = Y.encodeStateAsUpdate(doc)
    expect(writeUpdate(parseUpdate(bytes))).toEqual(bytes)
  })

  test('has an empty place for a record withdrawn before it was sent', () => {
    const doc = docWith(7, 'a.1', 'a.2')
    doc.getMap('log').delete('a.1')
    const { blocks, deleted } = parseUpdate(Y.encodeStateAsUpdate(doc))
    expect(blocks[0]?.structs).toEqual([{ empty: 1 }, { name: 'a.2', bytes: utf8('bytes of a.2') }])
    expect(deleted).toEqual([{ client: 7, clock: 0, length: 1 }])
  })

  test('is read only up to a gap inside a block', () => {
    const doc = docWith(7, 'a.1', 'a.2', 'a.3')
    const whole = Y.encodeStateAsUpdate(doc)
    const first = Y.encodeStateAsUpdate(docWith(7, 'a.1'))
    const third = Y.diffUpdate(whole, writeStateVector(new Map([[7, 2]])))
    const { blocks } = parseUpdate(Y.mergeUpdates([first, third]))
    expect(blocks).toEqual([{ client: 7, clock: 0, structs: [{ name: 'a.1', bytes: utf8('bytes of a.1') }] }])
  })
})

describe('what we write', () => {
  test('is accepted by a stock document, with empty places and deletes, which then matches the sender', () => {
    const sender = docWith(7, 'a.1', 'a.2', 'a.3')
    const answer = {
      blocks: [
        {
          client: 7,
          clock: 0,
          structs: [{ name: 'a.1', bytes: utf8('x') }, { empty: 1 }, { name: 'a.3', bytes: utf8('y') }],
        },
      ],
      deleted: [{ client: 7, clock: 1, length: 1 }],
    }
    const reader = new Y.Doc()
    Y.applyUpdate(reader, writeUpdate(answer))
    Y.applyUpdate(sender, writeUpdate({ blocks: [], deleted: answer.deleted }))
    expect([...reader.getMap('log').keys()].sort()).toEqual(['a.1', 'a.3'])
    expect([...sender.getMap('log').keys()].sort()).toEqual(['a.1', 'a.3'])
    expect(Y.encodeStateVector(reader)).toEqual(Y.encodeStateVector(sender))
    expect(reader.store.pendingStructs).toBeNull()
  })

  test('joins delete ranges that touch', () => {
    const deleted = [
      { client: 1, clock: 5, length: 1 },
      { client: 1, clock: 3, length: 2 },
      { client: 2, clock: 0, length: 1 },
    ]
    expect(parseUpdate(writeUpdate({ blocks: [], deleted })).deleted).toEqual([
      { client: 2, clock: 0, length: 1 },
      { client: 1, clock: 3, length: 3 },
    ])
  })

  test('uses the same state vectors as Yjs', () => {
    const doc = docWith(7, 'a.1', 'a.2')
    expect(parseStateVector(Y.encodeStateVector(doc))).toEqual(new Map([[7, 2]]))
    expect(writeStateVector(new Map([[7, 2]]))).toEqual(Y.encodeStateVector(doc))
  })
})

describe('every other shape is malformed', () => {
  const from = (write: (doc: Y.Doc) => void): Uint8Array => {
    const doc = new Y.Doc()
    write(doc)
    return Y.encodeStateAsUpdate(doc)
  }
  const set = (doc: Y.Doc, name: string, value: unknown) => doc.getMap('log').set(name, value)
  const shapes: [string, Uint8Array][] = [
    ['a name set twice', from((doc) => [set(doc, 'a', utf8('1')), set(doc, 'a', utf8('2'))])],
    ['a value that is not bytes', from((doc) => set(doc, 'a', 'text'))],
    ['another root', from((doc) => doc.getMap('other').set('a', utf8('1')))],
    ['a child type', from((doc) => set(doc, 'a', new Y.Map()))],
    ['an array', from((doc) => doc.getArray('log').push([utf8('1')]))],
    ['text', from((doc) => doc.getText('log').insert(0, 'hello'))],
    ['a subdocument', from((doc) => set(doc, 'a', new Y.Doc()))],
    ['an empty name', from((doc) => set(doc, '', utf8('1')))],
    ['a name with a space', from((doc) => set(doc, 'a b', utf8('1')))],
    ['a name over 40 characters', from((doc) => set(doc, 'a'.repeat(41), utf8('1')))],
    ['an empty block', new Writer().varuint(1).varuint(0).varuint(1).varuint(0).varuint(0).done()],
    [
      'a count of 2^25 structs',
      new Writer()
        .varuint(1)
        .varuint(2 ** 25)
        .varuint(1)
        .varuint(0)
        .done(),
    ],
    ['a run of no length', new Writer().varuint(1).varuint(1).varuint(1).varuint(0).u8(0).varuint(0).varuint(0).done()],
    [
      'a client id over 32 bits',
      new Writer()
        .varuint(1)
        .varuint(1)
        .varuint(2 ** 32)
        .varuint(0)
        .u8(0)
        .u8(1)
        .u8(0)
        .done(),
    ],
    ['a delete range of no length', Uint8Array.of(0, 1, 1, 1, 0, 0)],
    ['bytes left over', Uint8Array.of(0, 0, 0)],
    ['no bytes', new Uint8Array()],
  ]
  test.each(shapes)('%s', (_, bytes) => {
    expect(() => parseUpdate(bytes)).toThrow(Malformed)
  })

  test('one client in two blocks', () => {
    const block = [1, 7, 0, 0, 1]
    expect(() => parseUpdate(Uint8Array.of(2, ...block, ...block, 0))).toThrow(Malformed)
  })

  test('P27: more structs than a frame may hold', () => {
    const structs = Array.from({ length: updateLimits.structs + 1 }, () => ({ empty: 1 }))
    expect(() => parseUpdate(writeUpdate({ blocks: [{ client: 1, clock: 0, structs }], deleted: [] }))).toThrow(
      Malformed,
    )
  })
})
