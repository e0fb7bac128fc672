import type { ProfileChange } from '../../../shared/room/profile.ts'

/** A demo room and its messages: the author, the minutes since the line before, and the text. */
export interface DemoRoom extends DemoConversation {
  name: string
  topic: string
  visibility: 'public' | 'private'
  /** Nobody can write in it any more. */
  archived?: true
}
/** A direct conversation. */
export interface DemoConversation {
  /** The first member owns the room. */
  members: readonly [DemoName, ...DemoName[]]
  talk: readonly TalkLine[]
}
export type DemoName = 'ada' | 'grace' | 'linus' | 'margaret' | 'alan'
export type TalkLine = readonly [who: DemoName, afterMinutes: number, text: string, edited?: string]

export const hours = 60
export const days = 24 * hours

export const demoNames: Readonly<Record<DemoName, string>> = {
  ada: 'Ada Fenwick',
  grace: 'Grace Okafor',
  linus: 'Linus Berg',
  margaret: 'Margaret Sato',
  alan: 'Alan Whitlow',
}

/** What each person writes in their profile. */
export const demoProfiles: Readonly<Record<DemoName, ProfileChange>> = {
  ada: {
    about: 'Keeps the relay running, and the plug in.',
    zone: 'Europe/Dublin',
    status: status('🔧', 'fixing the box'),
  },
  grace: { about: 'Reads the last page last.', zone: 'Africa/Lagos' },
  linus: { about: 'lower case by conviction', zone: 'Europe/Helsinki', status: status('⛰️', 'on a mountain, again') },
  margaret: { about: 'Bread, soup, and the map of the oven.', zone: 'Asia/Tokyo' },
  alan: { about: 'Books huts. Rows boats.' },
}

function status(emoji: string, text: string) {
  return { emoji, text, until: null, quiet: false }
}
