/** A member's role in a room. */
export type Role = 'owner' | 'moderator' | 'member'
/** A guest is anyone who is not a member, signed in or not. */
export type Standing = Role | 'guest'

const roles: readonly unknown[] = ['owner', 'moderator', 'member']
export const isRole = (value: unknown): value is Role => roles.includes(value)

/** The table at the top of RULES.md. Whatever it does not list is not allowed. */
const table = {
  'read-public': ['owner', 'moderator', 'member', 'guest'],
  'read-private': ['owner', 'moderator', 'member'],
  post: ['owner', 'moderator', 'member'],
  moderate: ['owner', 'moderator'],
  invite: ['owner', 'moderator', 'member'],
  'invite-for-moderators': ['owner', 'moderator'],
  govern: ['owner'],
  leave: ['owner', 'moderator', 'member'],
  join: ['guest'],
  request: ['guest'],
} as const satisfies Record<string, readonly Standing[]>

export type Ability = keyof typeof table

export const can = (standing: Standing, ability: Ability): boolean =>
  (table[ability] as readonly Standing[]).includes(standing)
