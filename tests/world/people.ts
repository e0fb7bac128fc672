/** An id as people and rooms have: 16 bytes, in which the name can be read. */
export const id = (name: string): string => `${name.padEnd(21, '_')}A`

/** The people in all tests. In a room, Olga is the owner, Mona a moderator, Milo a member, Remy was removed, and Stan is a stranger. */
export const [olga, mona, milo, remy, stan] = [id('olga'), id('mona'), id('milo'), id('remy'), id('stan')] as const
