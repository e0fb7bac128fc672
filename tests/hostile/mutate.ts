import type { Chance } from '../world/chance.ts'

/** Bytes that often break readers: limits of number ranges, continuation bits, and our own tags. */
const telling = [0, 1, 2, 3, 0x0a, 0x20, 0x21, 0x23, 0x40, 0x7f, 0x80, 0x81, 0xc4, 0xff]

type Mutation = (bytes: Uint8Array, chance: Chance, other: Uint8Array) => Uint8Array

const joined = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))

const flipBit: Mutation = (bytes, chance) => {
  const copy = bytes.slice()
  const at = chance.below(copy.length)
  copy[at] = copy[at]! ^ (1 << chance.below(8))
  return copy
}

const setByte: Mutation = (bytes, chance) => {
  const copy = bytes.slice()
  copy[chance.below(copy.length)] = chance.pick(telling)
  return copy
}

const insert: Mutation = (bytes, chance) => {
  const at = chance.below(bytes.length + 1)
  return joined(bytes.subarray(0, at), Uint8Array.of(chance.pick(telling)), bytes.subarray(at))
}

const insertHugeNumber: Mutation = (bytes, chance) => {
  const at = chance.below(bytes.length)
  const huge = [...Array.from({ length: chance.below(9) }, () => 0xff), chance.pick([0x00, 0x01, 0x7f])]
  return joined(bytes.subarray(0, at), Uint8Array.from(huge), bytes.subarray(at + 1))
}

const remove: Mutation = (bytes, chance) => {
  const from = chance.below(bytes.length)
  return joined(bytes.subarray(0, from), bytes.subarray(from + 1 + chance.below(8)))
}

const truncate: Mutation = (bytes, chance) => bytes.slice(0, chance.below(bytes.length))

const repeat: Mutation = (bytes, chance) => {
  const from = chance.below(bytes.length)
  const to = from + 1 + chance.below(bytes.length - from)
  return joined(bytes.subarray(0, to), bytes.subarray(from, to), bytes.subarray(to))
}

const splice: Mutation = (bytes, chance, other) =>
  joined(bytes.subarray(0, chance.below(bytes.length + 1)), other.subarray(chance.below(other.length + 1)))

const mutations = [flipBit, flipBit, setByte, setByte, insert, insertHugeNumber, remove, truncate, repeat, splice]

/** Applies one to four small changes to valid bytes. A splice takes its tail from `other`. */
export const mutate = (bytes: Uint8Array, chance: Chance, other: Uint8Array): Uint8Array => {
  let harmed = bytes
  for (let left = 1 + chance.below(4); left > 0; left--)
    harmed = harmed.length === 0 ? Uint8Array.of(chance.below(256)) : chance.pick(mutations)(harmed, chance, other)
  return harmed
}
