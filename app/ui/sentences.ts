/**
 * The one place where codes become English. Other code passes codes around; a screen looks up the sentence here, and
 * the compiler reports a code that has no sentence. Another language is another object of this shape.
 */
export const sentences = {
  refusal: {
    'not-a-member': 'You are no longer a member of this room.',
    'not-allowed': 'You don’t have permission to do that in this room.',
    'not-yours': 'Only the author can change that.',
    'no-such-room': 'This room doesn’t exist.',
    'no-such-user': 'No one here has that name.',
    'no-such-target': 'What it belongs to no longer exists.',
    erased: 'The message it belongs to was deleted.',
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
    banned: 'You are banned from this room.',
    blocked: 'You can’t message this person.',
    'invitation-over': 'This link no longer works. Ask for a new one.',
    'too-many': 'You’ve reached the limit for this.',
    'invite-only': 'They can only be invited. Send them an invite link.',
    'too-many-today': 'You’ve reached today’s limit. Try again tomorrow.',
    'bad-signature': 'The server couldn’t verify who wrote it.',
    'no-such-picture': 'The picture wasn’t uploaded. Choose it again.',
    offline: 'Couldn’t reach the server. Try again when you’re back online.',
  },
  pin: {
    'taken-away': 'This device disappeared without being removed.',
    moved: 'This device now belongs to someone else.',
    'dated-anew': 'The date this device was added has changed.',
    revived: 'This device was removed, but is listed as in use again.',
    'back-dated': 'This device is new, but is listed as an old one.',
  },
  gone: {
    'no-such-room': {
      title: 'Room not found',
      text: 'It may have been deleted. Check the link and try again.',
    },
    'not-yours': { title: 'This room is private', text: 'A member can add you or send you an invite link.' },
    banned: {
      title: 'You are banned from this room',
      text: 'You won’t see new messages. Only a moderator can lift the ban.',
    },
    deleted: { title: 'This room was deleted', text: 'Its owner deleted it for everyone. It can’t be restored.' },
    left: { title: 'You left this room', text: 'It is no longer on this device.' },
    'not-made': {
      title: 'This room wasn’t created',
      text: 'The server refused it. What you wrote here is kept below.',
    },
    removed: {
      title: 'You are no longer in this room',
      text: 'A moderator removed you. You won’t see new messages.',
    },
    'signed-out': { title: 'Sign in to read this room', text: 'It is not open to guests.' },
    'not-here-and-offline': {
      title: 'Not on this device yet',
      text: 'You haven’t opened this room on this device yet, and you’re offline. It will open when you’re back online.',
    },
  },
  /** Shown in place of a person. */
  noPerson: {
    nobody: { title: 'Person not found', text: 'Check the link and try again.' },
    offline: {
      title: 'Not known on this device',
      text: 'You’re offline, and this device doesn’t know this person yet.',
    },
  },
  linkOver: {
    'used-up': {
      title: 'This link no longer works',
      text: 'It expired, was revoked, or was used too many times. Ask for a new one.',
    },
    deleted: { title: 'The room was deleted', text: 'This invite link was for a room that was deleted.' },
    banned: { title: 'You’re banned from this room', text: 'Only a moderator can lift the ban.' },
    archived: {
      title: 'The room is archived',
      text: 'Members can still read it, but no one can join.',
    },
  },
  /** In the list of invite links: why a link no longer works. */
  linkEnd: {
    removed: 'Ended because whoever created it was removed',
    banned: 'Ended because whoever created it was banned',
    left: 'Ended because whoever created it left the room',
    deleted: 'Ended because whoever created it deleted their account',
    account: 'Ended because an admin closed the account of whoever created it',
    demoted: 'Ended because whoever created it is no longer a moderator',
    setting: 'Ended because only moderators can invite now',
  },
  role: { owner: 'Owner', moderator: 'Moderator', member: 'Member' },
  did: {
    joined: 'joined',
    again: 'joined again',
    left: 'left',
    removed: 'was removed',
    banned: 'was banned',
    device: 'signed in on a new device',
  },
  /** The same for several people. */
  didAll: {
    joined: 'joined',
    again: 'joined again',
    left: 'left',
    removed: 'were removed',
    banned: 'were banned',
    device: 'signed in on new devices',
  },
  sent: {
    device: 'Sending…',
    relay: 'Sent',
    refused: 'Not sent',
  },
} as const

/** `1 message`, `12,345 messages`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString()} ${number === 1 ? one : many}`
}
