import { Writer } from '../../shared/bytes.ts'
import type { Chance } from '../world/chance.ts'

/** Hostile bytes in the shape of an update. Each is well-formed enough to pass the first checks. */
export const hostileUpdates = {
  emptyString: () => itemUpdate((writer) => writer.u8(0x24).u8(1).varstring('log').varstring('name').varstring('')),
  emptyRun: () => itemUpdate((writer) => writer.u8(0).varuint(0)),
  deepEmbed: () =>
    itemUpdate((writer) => writer.u8(0x25).u8(1).varstring('log').varstring('name').varstring(nested(5_000))),
  deepAny: () =>
    itemUpdate((writer) => writer.u8(0x28).u8(1).varstring('log').varstring('name').varuint(1).raw(nestedAny(5_000))),
  structCount: () =>
    new Writer()
      .varuint(1)
      .varuint(2 ** 25)
      .varuint(7)
      .varuint(0)
      .done(),
  clientCount: () => new Writer().varuint(2 ** 32 - 1).done(),
  betweenOrigins: () => betweenOrigins(6_000),
  rootNames: () => rootNames(20_000),
  deletesOfStrangers: () => deletesOfStrangers(5_000, 20),
  deletesOfOneStranger: () => deletesOfStrangers(1, 100_000),
  tooManyStrangers: () => deletesOfStrangers(100_000, 1),
  clockAtTheEnd: () =>
    new Writer()
      .varuint(1)
      .varuint(1)
      .varuint(7)
      .varuint(Number.MAX_SAFE_INTEGER)
      .raw(recordStruct('n'))
      .varuint(0)
      .done(),
  clientTwice: () =>
    new Writer()
      .varuint(2)
      .raw(new Writer().varuint(1).varuint(7).varuint(0).raw(recordStruct('a')).done())
      .raw(new Writer().varuint(1).varuint(7).varuint(1).raw(recordStruct('b')).done())
      .varuint(0)
      .done(),
  emptyBlock: () => new Writer().varuint(1).varuint(0).varuint(7).varuint(0).varuint(0).done(),
  skipFirst: () => itemUpdate((writer) => writer.u8(0x0a).varuint(50)),
  longestRun: () => itemUpdate((writer) => writer.u8(0).varuint(Number.MAX_SAFE_INTEGER)),
} satisfies { [name: string]: () => Uint8Array }

/** An update of one block with one struct, without deletes. */
export const itemUpdate = (struct: (writer: Writer) => Writer): Uint8Array =>
  struct(new Writer().varuint(1).varuint(1).varuint(7).varuint(0)).varuint(0).done()

export const recordStruct = (name: string, bytes: Uint8Array = new Uint8Array(3)): Uint8Array =>
  new Writer().u8(0x23).u8(1).varstring('log').varstring(name).varbytes(bytes).done()

/** JSON arrays nested to this depth. */
export const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

/** The same in lib0's encoding of any value ("any"). */
const nestedAny = (depth: number): Uint8Array =>
  Uint8Array.from({ length: depth * 2 + 1 }, (_, i) => (i === depth * 2 ? 126 : i % 2 === 0 ? 117 : 1))

/** Text items that all name the same two neighbours. The more there are, the longer it takes to place each of them. */
export const betweenOrigins = (items: number): Uint8Array => {
  const writer = new Writer().varuint(items + 1)
  const ends = new Writer().varuint(2).varuint(items).varuint(0)
  ends.u8(0x04).u8(1).varstring('text').varstring('a')
  ends.u8(0x84).varuint(items).varuint(0).varstring('b')
  writer.raw(ends.done())
  for (let client = items - 1; client >= 0; client--) {
    writer.varuint(1).varuint(client).varuint(0).u8(0xc4)
    writer.varuint(items).varuint(0).varuint(items).varuint(1).varstring('x')
  }
  return writer.varuint(0).done()
}

export const rootNames = (count: number): Uint8Array => {
  const writer = new Writer().varuint(1).varuint(count).varuint(7).varuint(0)
  for (let i = 0; i < count; i++) writer.u8(0x04).u8(1).varstring(`r${i}`).varstring('x')
  return writer.varuint(0).done()
}

export const deletesOfStrangers = (clients: number, ranges: number, from = 0): Uint8Array => {
  const writer = new Writer().varuint(0).varuint(clients)
  for (let client = clients; client > 0; client--) {
    writer.varuint(client).varuint(ranges)
    for (let range = 0; range < ranges; range++) writer.varuint(from + range * 3).varuint(1)
  }
  return writer.done()
}

const json = ['null', '{}', '[]', '1e999', '"\\ud800"', '{"__proto__":{"polluted":1}}', '{"constructor":{"a":1}}']

/** Hostile JSON: deep, wide, or with keys that every object inherits. */
export const hostileJson = (chance: Chance): string => {
  const deep = nested(1 + chance.below(12_000))
  return chance.pick([
    ...json,
    deep,
    `{"key":"k","value":${deep}}`,
    `{"text":${deep}}`,
    `{"status":${deep}}`,
    `{"key":"__proto__","value":{"polluted":1}}`,
    `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`,
  ])
}
