import { plural } from './english.ts'
import { translate } from './language.ts'

/** Why the relay refused a record or an act, and what was therefore not done. */
export const t = translate('refusals', {
  why: {
    'not-a-member': 'You are no longer a member of this room.',
    'not-allowed': 'You don’t have permission to do that in this room.',
    'not-yours': 'Only the author can change that.',
    'no-such-room': 'This room doesn’t exist.',
    'no-such-user': 'No one here has that name.',
    'no-such-target': 'What it belongs to no longer exists.',
    erased: 'It was deleted.',
    'target-erased': 'The message it belongs to was deleted.',
    'name-used': 'Another message already took its place.',
    'name-taken': 'That name is taken. Choose another.',
    'bad-name': 'A room name needs 1 to 80 characters and at least one letter or digit.',
    'bad-body': 'The server couldn’t read it.',
    'too-large': 'It is too long for one message.',
    'too-fast': 'Too much at once. Wait a moment, then try again.',
    'too-early': 'This device’s clock was ahead. It has been corrected. Try again.',
    'segment-full': 'The message it belongs to can’t be changed any more.',
    full: 'The server’s disk is full. You can send again once its administrator makes space.',
    private: 'This room is private. Ask a member to add you.',
    'owner-must-hand-over': 'You own this room. Transfer ownership before you leave.',
    already: 'That’s already done.',
    closed: 'Everyone has left this room, so it’s closed.',
    archived: 'This room is archived. You can read it, but no one can write in it.',
    banned: 'You’re banned from this room.',
    blocked: 'You can’t message this person.',
    'invitation-over': 'This link no longer works. Ask for a new one.',
    'too-many': 'You’ve reached the limit for this.',
    'invite-only': 'They can only be invited. Send them an invite link.',
    'too-many-today': 'You’ve reached today’s limit. Try again tomorrow.',
    'bad-signature': 'The server couldn’t verify who wrote it.',
    'poll-closed': 'This poll has closed.',
    'no-such-picture': 'The picture wasn’t uploaded. Choose it again.',
    offline: 'Couldn’t reach the server. Try again when you’re back online.',
  },
  /** The same codes, in words for one act. */
  notStarted: 'You can’t start this conversation. Send an invite link to a room instead.',
  notAskedAgain: 'You’ve already asked. If you were declined, you can ask again after a day.',
  limit: {
    make: (rooms: number) =>
      plural(rooms, {
        one: 'You can create # room a day. Try again tomorrow.',
        other: 'You can create # rooms a day. Try again tomorrow.',
      }),
    direct: (conversations: number) =>
      plural(conversations, {
        one: 'You can start # conversation a day. Try again tomorrow.',
        other: 'You can start # conversations a day. Try again tomorrow.',
      }),
    add: (times: number) =>
      plural(times, {
        one: 'You can add people # time a day. Try again tomorrow, or send them an invite link.',
        other: 'You can add people # times a day. Try again tomorrow, or send them an invite link.',
      }),
    request: (rooms: number) =>
      plural(rooms, {
        one: 'You can ask to join # room a day. Try again tomorrow.',
        other: 'You can ask to join # rooms a day. Try again tomorrow.',
      }),
    invite: (links: number) =>
      plural(links, {
        one: 'You can create # invite link a day. Try again tomorrow.',
        other: 'You can create # invite links a day. Try again tomorrow.',
      }),
  },
})
