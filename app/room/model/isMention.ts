import type { Message } from '../../../shared/room/message.ts'

/** Whether a message of somebody else mentions this person. Imported messages mention nobody. */
export const isMention = ({ user, imported, mentions, everyone }: Message, me: string): boolean =>
  imported === null && user !== me && (everyone || mentions.includes(me))
