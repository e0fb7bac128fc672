import { barred } from './barred.ts'
import { translate } from './language.ts'

/** Words of the bars at the top, and of pages that do not exist. */
export const t = translate('shell', {
  storage: {
    full: 'This device is out of space, so new messages may be lost. Free up some space, then reload.',
    blocked: 'Your browser is blocking storage. Messages on this page will be lost when you close it.',
    evicted:
      'Your browser deleted what Yabber kept on this device. Nothing you wrote was lost. What is open here was saved again, and the rest loads from the server.',
  },
  reload: 'Reload',
  /** The server answers, but nothing new arrives. */
  barrier: {
    address: barred.address,
    full: 'The server’s disk is full. What you write is kept here, and sent when there is space again.',
    websockets:
      'The server’s proxy doesn’t let live messages through. Its administrator can fix it: see “Hosting” in Yabber’s README.',
  },
  /** Why somebody is signed out on this device, and what happens to their unsent messages. */
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
  },
  signInAgain: 'Sign in again',
  /** For acts done offline and refused when the network was back. */
  undone: {
    make: 'The room couldn’t be created.',
    direct: 'The conversation couldn’t be started.',
    request: 'Your request wasn’t sent.',
    answer: 'The request wasn’t answered.',
    invite: 'The invite link wasn’t created, so it won’t work.',
    uninvite: 'The link still works.',
    ban: 'Nobody was banned.',
    unban: 'The ban wasn’t lifted.',
    threads: 'The room wasn’t changed.',
    archive: 'The room wasn’t changed.',
    delete: 'The room wasn’t deleted.',
    block: 'Couldn’t block or unblock.',
    profile: 'Your profile wasn’t changed.',
    join: 'You couldn’t join.',
    leave: 'You’re still in the room.',
    add: 'Someone wasn’t added.',
    remove: 'Nobody was removed.',
    role: 'The role wasn’t changed.',
    change: 'The room wasn’t changed.',
    'hand-over': 'Ownership wasn’t transferred.',
  },
  notAdded: (name: string) => `${name} wasn’t added.`,
  undoneIn: '“{{ room }}”: {{ undone }}',
  whatYouWrote: 'What you wrote',
  update: 'A new version of Yabber is ready.',
  updateNow: 'Update now',
  later: 'Later',
  demo: 'This is a demo. Everything here is deleted every night.',
  demoReset: 'The demo was reset. Yesterday’s accounts and messages are gone.',
  notFound: 'Page not found',
  checkLink: 'Check the link and try again.',
  ownHost: 'chat.example.org',
  subPath:
    'Yabber doesn’t work under a path. If you run this server, give it a host name of its own, such as {{ host }}.',
})
