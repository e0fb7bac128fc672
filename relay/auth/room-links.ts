import type { Invitations } from './invitations.ts'

/** Whether the link of this token opens the room now. */
export type LeadsIntoRoom = (room: string, token: string) => Promise<boolean>

const roomLink = /^room\/([A-Za-z0-9_-]{22})\/([A-Za-z0-9_-]{22})$/

/** `room/<room>/<token>` stands for a link into a room, which is worth an account too. Coming in uses it up, not signing up. */
export const withRoomLinks = (invitations: Invitations, leadsIntoRoom: LeadsIntoRoom): Invitations => ({
  ...invitations,
  spend: async (code) => {
    const [, room, token] = roomLink.exec(code.trim()) ?? []
    return room !== undefined && token !== undefined ? leadsIntoRoom(room, token) : invitations.spend(code)
  },
})
