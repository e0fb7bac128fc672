import { plural } from './english.ts'
import { translate } from './language.ts'
import { isolated } from './marks.ts'

/** Words of messages that are sent later, and of taking back one that was just sent. */
export const t = translate('later', {
  sendLater: 'Schedule message',
  title: 'Send later',
  person: 'Person',
  whenBack: (name: string) => `When ${name} is back`,
  about: 'The first of your devices that is open and online then will send it.',
  notStored: 'Couldn’t schedule this message. Your browser couldn’t store it.',

  waiting: (messages: number) =>
    plural(messages, { one: '# message to be sent later', other: '# messages to be sent later' }),
  at: (time: string) => `Will be sent ${time}`,
  back: (name: string) => `Will be sent when ${isolated(name)} is back`,
  someone: 'they',
  overdue: 'Will be sent when you’re back online',
  sending: 'Sending…',
  elsewhere: 'Another of your devices is sending this.',
  stuck: 'This couldn’t be sent by itself. Send it now?',
  sendNow: 'Send now',
  edit: 'Edit',
  cancel: 'Cancel',
  toSend: 'To be sent later',

  undo: 'Undo',
  undoLabel: 'Undo this message',
  undone: 'Message taken back. You can change it and send it again.',
  notUndone: 'Couldn’t take this message back.',
})
