/** A demo room and what is said in it: who, how many minutes after the line before, and the words. */
export interface DemoRoom {
  name: string
  topic: string
  visibility: 'public' | 'private'
  /** The first owns the room. */
  members: readonly [DemoName, ...DemoName[]]
  talk: readonly Line[]
}
export type DemoName = 'ada' | 'grace' | 'linus' | 'margaret' | 'alan'
export type Line = readonly [who: DemoName, afterMinutes: number, text: string, edited?: string]

export const hours = 60
export const days = 24 * hours

export const demoNames: Readonly<Record<DemoName, string>> = {
  ada: 'Ada Fenwick',
  grace: 'Grace Okafor',
  linus: 'Linus Berg',
  margaret: 'Margaret Sato',
  alan: 'Alan Whitlow',
}
