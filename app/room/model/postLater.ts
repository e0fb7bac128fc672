import type { PostBody } from '../../../shared/record/kinds.ts'
import type { Roster } from '../../../shared/room/roster.ts'
import type { Shared } from '../../base/shared.ts'
import type { RoomEnds } from '../../outgoing/roomEnds.ts'
import type { Write } from '../../outgoing/write.ts'
import type { ToSend } from '../../own/later.ts'
import type { LiveRoom } from './liveRoom.ts'
import { mayMentionAll, withMentions } from './mentions.ts'
import { membersOf, standingIn } from './people.ts'
import { postParts } from './postParts.ts'

interface PostLaterParts {
  me: string
  ends: RoomEnds
  write: Write
  live: Pick<Shared<LiveRoom>, 'open' | 'close'>
  /** The relay's time. */
  now(): number
}

/**
 * Writes a message whose time has come on this device, each of its parts once. `once`: its name, as `Later` gives it.
 */
export const postLater =
  ({ me, ends, write, live, now }: PostLaterParts) =>
  async ({ room, text, re, thread }: ToSend, once: string): Promise<void> => {
    const roster = await rosterOf(room, live)
    const members = membersOf(roster, null, me, now())
    const around = { kind: () => roster.kind, role: () => standingIn(roster, me), members: () => members }
    const segment = await ends.headOf(room)
    const newest = await ends.newestSent(room, segment)
    await postParts(text, (part, at) => {
      const body: PostBody = {
        kind: 'post',
        text: part,
        ...(at === 0 && re && { re: re.name, ...(re.segment !== null && { reSegment: re.segment }) }),
        ...(thread && { thread: thread.name, ...(thread.segment !== null && { threadSegment: thread.segment }) }),
      }
      return write({ room, segment, newest }, withMentions(body, members, mayMentionAll(around)), '', {
        once: `${once}/${at}`,
      })
    })
  }

const rosterOf = async (room: string, live: PostLaterParts['live']): Promise<Roster> => {
  const liveRoom = live.open(room)
  await liveRoom.rosterDocument.loaded
  const { roster } = liveRoom
  void live.close(room, liveRoom)
  return roster
}
