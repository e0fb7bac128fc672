import { lookOf } from './look-alikes.ts'

/** Names that would let somebody pass for the server itself, or that mean several people. */
const reserved =
  'admin administrator all channel everyone guest here help me moderator null owner relay root security support system undefined yabber you'.split(
    ' ',
  )
const looks = new Set(reserved.map(lookOf))

export const isReserved = (name: string): boolean => reserved.includes(name.toLowerCase())

/** Whether a name is, or looks like, one that is nobody's. */
export const looksReserved = (name: string): boolean => looks.has(lookOf(name))
