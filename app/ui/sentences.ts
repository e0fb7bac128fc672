import type { SignedOutReason } from '../../shared/signed-out.ts'
import type { Barrier } from '../sync/barrier.ts'
import { isolated } from './marks.ts'

const barred = {
  address: 'This server doesn’t accept this address. Its administrator can allow it with --origin.',
  full: 'The server’s disk is full. Nothing was changed. Try again later, or tell its administrator.',
}

/**
 * The one place where codes become English. Other parts speak in codes; a screen looks its sentence up here by the code, so
 * the compiler finds a code without a sentence. Another language is another object of this shape.
 */
export const sentences = {
  refusal: {
    'not-a-member': 'You are no longer a member of this room.',
    'not-allowed': 'Your role in this room does not allow that.',
    'not-yours': 'Only its author may change that.',
    'no-such-room': 'There is no such room.',
    'no-such-user': 'There is nobody of that name here.',
    'no-such-target': 'What it is about is not there any more.',
    erased: 'The message it belongs to was erased.',
    'name-used': 'Another message already took its place.',
    'name-taken': 'That name is taken. Choose another.',
    'bad-name': 'A room name needs 1 to 80 characters, with a letter or a digit among them.',
    'bad-body': 'The relay could not read it.',
    'too-large': 'It is too long for one message.',
    'too-fast': 'Too much at once. Wait a moment, then try again.',
    'too-early': 'This device’s clock is ahead. It has been corrected: try again.',
    'segment-full': 'There is no room left beside the message it belongs to.',
    full: 'The relay’s disk is full. It will take messages again when its keeper makes space.',
    private: 'That room is private. Ask someone inside to add you.',
    'owner-must-hand-over': 'You own this room. Hand it over to someone before you leave.',
    already: 'That is already so.',
    closed: 'Everybody has left this room, so it is closed.',
    archived: 'This room is archived: it can be read, and nothing is written any more.',
    banned: 'You are banned from this room.',
    blocked: 'Nothing can be sent to this person.',
    'invitation-over': 'This link was used up, or is no longer valid. Ask for a new one.',
    'too-many': 'There is a limit to that, and it is reached.',
    'invite-only': 'They can only be invited. Send them an invite link.',
    'too-many-today': 'You’ve reached today’s limit. Try again tomorrow.',
    'bad-signature': 'It could not be verified who wrote it.',
    'no-such-picture': 'The picture did not reach the relay. Choose it again.',
    offline: 'That needs the network. Try again when you are back online.',
  },
  /** Why a room cannot be called so. */
  taken: {
    mine: 'You’re already in a room with that name. Open it, or choose another name.',
    public: 'There’s already a public room with that name. Open it, or choose another name.',
    private: 'There’s already a private room with that name. Choose another name.',
    none: 'There’s already a room with that name. Choose another name.',
    refused: 'There’s already a room with that name. Choose another name.',
  },
  /** The same codes, where they are about somebody else. */
  notAdded: { banned: 'They are banned from this room. Someone has to lift the ban first.' },
  notStarted: 'You can’t start this conversation. Send an invite link to a room instead.',
  /** What was asked for offline and refused when the network was back. */
  undone: {
    make: 'The room could not be made.',
    direct: 'The conversation could not be started.',
    request: 'You could not ask to be let in.',
    answer: 'The request is not answered.',
    invite: 'The link was not made and leads nowhere.',
    uninvite: 'The link still works.',
    ban: 'Nobody was banned.',
    unban: 'The ban stands.',
    archive: 'The room stays as it was.',
    delete: 'The room was not deleted.',
    block: 'Nothing was changed about whom you hear.',
    profile: 'Your profile stays as it was.',
    join: 'You could not join.',
    leave: 'You are still in the room.',
    add: 'Somebody wasn’t added.',
    remove: 'Nobody was removed.',
    role: 'The role stays as it was.',
    change: 'The room stays as it was.',
    'hand-over': 'The room was not handed over.',
  },
  field: {
    taken: 'That name is taken. Try another.',
    reserved: 'That name is kept back. Try another.',
    'look-alike': 'That name looks too much like someone else’s. Try another.',
    malformed: 'That does not look right. Please check it.',
    'too-short': 'That is too short.',
    'too-long': 'That is too long.',
    weak: 'That password is too easy to guess.',
    closed: 'This relay takes no new accounts.',
    invitation: 'That invitation is not valid, or was used already.',
    'too-many': 'Too many tries. Please wait a little.',
    offline: 'An account is made on the relay, and it cannot be reached now.',
    ...barred,
    wrong: 'That is not your password.',
  },
  /** Sharper words where the field is known; the general ones above stand in for the rest. */
  fieldOf: {
    username: {
      malformed: 'Letters, digits, dot, dash and underscore only.',
      'too-short': 'A user name has at least 2 characters.',
      'too-long': 'A user name has at most 32 characters.',
    },
    email: { malformed: 'That is not a complete e-mail address.' },
    password: {
      'too-short': 'A password has at least 10 characters.',
      'too-long': 'That password is too long.',
    },
    invitation: {},
    form: {},
  },
  /** Why something about one's account was not done. */
  relayTrouble: {
    offline: 'That needs the network. Try again when you are back online.',
    'signed-out': 'You’ve been signed out. Sign in again first.',
    'too-many': 'Too many tries. Please wait a little.',
    'not-allowed': 'That is not yours to do.',
    over: 'This link was used already, or is too old.',
    used: 'This link was used already.',
    'too-old': 'This link is too old.',
    'password-changed': 'The password was changed after this link was sent, and that ended the link.',
    'mail-confirmed': 'Another e-mail was confirmed after this link was sent, and that ended the link.',
    unknown: 'There is nobody of that name here.',
    failed: 'That did not work. Nothing was changed.',
    ...barred,
  },
  /** Why somebody is signed out on this device, and what becomes of what they have not sent. */
  lostRoom:
    'The server was restored from an older backup that doesn’t have this room. Your messages are kept on this device.',
  signedOut: {
    over: 'You’ve been signed out. Keep writing: your messages are saved and will be sent when you sign in again.',
    elsewhere:
      'You were signed out from another device. Keep writing: your messages are saved and will be sent when you sign in again.',
    password:
      'Your password was changed, so you’ve been signed out here. Keep writing: your messages are saved and will be sent when you sign in with the new one.',
    device:
      'This device was removed from your account. Keep writing: your messages are saved and will be sent when you sign in again.',
    ended:
      'An administrator closed your account. Messages you haven’t sent stay on this device. They can’t be sent unless the account is opened again.',
    unknown:
      'This server doesn’t know your account. It may have been restored from an older backup. Everything on this device is kept and you can read it. Ask the server’s administrator, or create a new account.',
    deleted: 'This account was deleted. Messages you haven’t sent stay on this device. They can’t be sent any more.',
  } satisfies Record<SignedOutReason, string>,
  pin: {
    'taken-away': 'A device was taken off the list without having been ended.',
    moved: 'A device was given to somebody else.',
    'dated-anew': 'A device was given another date.',
    revived: 'A device that was ended is said to be in use again.',
    'back-dated': 'A device appeared that is said to have been there all the time.',
  },
  signIn: {
    wrong: 'Name or password is wrong.',
    offline: 'The relay cannot be reached. Sign in when you are back online.',
    'too-many': 'Too many tries.',
    ...barred,
    cancelled: 'No passkey was chosen.',
    missing: 'What passkeys need could not be loaded. Try again, or sign in with your password.',
    passkey: 'That passkey opens no account here. It may have been removed.',
  },
  /** What one can do who has no more tries for now. */
  signInOtherwise: 'You can also use a passkey, or reset your password below.',
  /** Why one is back from a provider and not signed in. */
  provider: {
    down: 'The provider cannot be reached now. Sign in another way, or try again in a moment.',
    refused: 'The provider did not let you in, or you turned back.',
    expired: 'That took too long. Please try again.',
    closed: 'This relay takes no new accounts.',
    invitation: 'This relay takes new people by invitation. Use the link you were sent.',
  },
  passkey: {
    offline: 'Passkeys are kept on the relay, and it cannot be reached now.',
    cancelled: 'No passkey was made.',
    missing: 'What passkeys need could not be loaded. Try again in a moment.',
    who: 'Your password is needed for that. If you have none, sign in anew first.',
    failed: 'That did not work. Nothing was changed.',
    'too-many': 'Too many tries. Please wait a little.',
  },
  noPasskeys: {
    address: 'Passkeys belong to a name, such as localhost. At a bare address there are none.',
    insecure: 'Passkeys need an address that begins with https.',
    browser: 'This browser has no passkeys.',
  },
  /** In place of a part of the app. */
  missing: {
    offline: {
      title: 'This part could not be loaded',
      text: 'There is no network, and this device does not have it yet.',
    },
    'not-sent': { title: 'This part could not be loaded', text: 'The relay did not send it.' },
    broken: {
      title: 'Something went wrong here',
      text: 'That should not happen. Your messages and drafts are kept.',
    },
  },
  demo: {
    now: 'This is a demo: everything here vanishes every night.',
    vanished: 'The demo began anew: yesterday’s account and all it wrote have vanished.',
  },
  gone: {
    'no-such-room': {
      title: 'No such room',
      text: 'It may have been deleted, or the link lost a character on its way.',
    },
    'not-yours': { title: 'This room is private', text: 'Someone inside can add you, or send you a link.' },
    banned: {
      title: 'You are banned from this room',
      text: 'A moderator decided so. What is said there does not come here; only they can take it back.',
    },
    deleted: { title: 'This room was deleted', text: 'Its owner deleted it, for everybody and for good.' },
    left: { title: 'You left this room', text: 'It is no longer on this device.' },
    'not-made': {
      title: 'This room was not made',
      text: 'The relay would not take it. What you wrote here is kept below.',
    },
    removed: {
      title: 'You are no longer in this room',
      text: 'A moderator removed you. What is said there from now on does not come here.',
    },
    'signed-out': { title: 'Sign in to read this room', text: 'It is not open to guests.' },
    'not-here-and-offline': {
      title: 'Not on this device yet',
      text: 'This room has not been opened here before, and there is no network. It opens by itself once you are back online.',
    },
  },
  /** In place of a person. */
  noPerson: {
    nobody: { title: 'Nobody here', text: 'The link may have lost a character on its way.' },
    offline: {
      title: 'Not known on this device',
      text: 'This device has not met this person yet, and there is no network.',
    },
  },
  lobby: {
    none: 'No room has that name. You can create it.',
    noneHere: 'No room on this device has that name. You can create it.',
    gone: {
      removed: 'a moderator removed you from this room.',
      banned: 'you were banned from this room.',
      deleted: 'its owner deleted this room.',
    },
    request: {
      waiting: 'you ask to be let in as soon as there is a network.',
      asked: 'you asked to be let in. It waits for a moderator.',
      refused: 'you asked to be let in, and a moderator said no.',
      again: 'You have asked already. After a no, you can ask again a day later.',
    },
  },
  linkOver: {
    'used-up': {
      title: 'This link leads nowhere any more',
      text: 'It was used up, ran out, or was taken back. Ask whoever sent it for a new one.',
    },
    deleted: { title: 'The room was deleted', text: 'This link led into a room that is gone for good.' },
    banned: { title: 'You’re banned from this room', text: 'Only a moderator can lift the ban.' },
    archived: {
      title: 'The room is archived',
      text: 'It can be read by those who are in it, and takes nobody new.',
    },
  },
  /** In the list of links: why one lets nobody in any more. */
  linkEnd: {
    removed: 'Ended because whoever created it was removed',
    banned: 'Ended because whoever created it was banned',
    left: 'Ended because whoever created it left the room',
    deleted: 'Ended because whoever created it deleted their account',
    account: 'Ended because an admin closed the account of whoever created it',
    demoted: 'Ended because whoever created it is no longer a moderator',
    setting: 'Ended because only moderators can invite now',
  },
  /** The server answers, and yet nothing new comes through. */
  barrier: {
    address: barred.address,
    websockets:
      'The server’s proxy doesn’t let live messages through. Its administrator can fix it: see “Hosting” in Yabber’s README.',
  } satisfies Record<Barrier, string>,
  storage: {
    full: 'This device is out of space: new messages may not be kept here. Free some, then reload.',
    blocked: 'The browser lets Yabber keep nothing here: when the page closes, it is gone from this device.',
    evicted:
      'Your browser deleted what Yabber kept on this device. Nothing you wrote was lost. What is open here was saved again, and the rest loads from the server.',
  },
  /** In place of what nobody can see, from before such text was refused. */
  unseen: { room: 'Unnamed room', message: 'Empty message' },
  quiet: 'Do not disturb',
  presence: { online: 'online', away: 'away', offline: 'offline' },
  role: { owner: 'Owner', moderator: 'Moderator', member: 'Member' },
  did: {
    joined: 'joined',
    again: 'joined again',
    left: 'left',
    removed: 'was removed',
    banned: 'was banned',
    renamed: 'was the name of this room until then',
    device: 'signed in on a new device',
  },
  /** The same of several. */
  didAll: {
    joined: 'joined',
    again: 'joined again',
    left: 'left',
    removed: 'were removed',
    banned: 'were banned',
    renamed: 'were names of this room until then',
    device: 'signed in on new devices',
  },
  sent: {
    device: 'On this device, not sent yet',
    relay: 'On the relay',
    refused: 'Not taken by the relay',
  },
} as const

/** `1 message`, `12,345 messages`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString()} ${number === 1 ? one : many}`
}

/** `amy`, `amy and bob`, `amy, bob, cy and 2 others`; each isolated, so that it stands in a sentence whatever is written in it. */
export function people(names: readonly string[], shown = 3): string {
  const said = names.slice(0, shown).map(isolated)
  if (names.length > shown) said.push(count(names.length - shown, 'other'))
  const last = said.pop() ?? ''
  return said.length === 0 ? last : `${said.join(', ')} and ${last}`
}
