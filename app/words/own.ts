import { number, plural } from './english.ts'
import { translate } from './language.ts'
import { isolated } from './marks.ts'

/** Words of what a person keeps for themselves: drafts, messages to send later, saved messages. */
export const t = translate('own', {
  links: 'Kept for you',
  draftsLink: (drafts: number) => plural(drafts, { one: '# draft', other: '# drafts' }),
  laterLink: (messages: number) => `${number(messages)} to be sent later`,
  savedLink: (messages: number) => `${number(messages)} saved`,
  drafts: 'Drafts',
  noDrafts: 'No drafts. What you type and don’t send is kept here, on all your devices.',
  reply: 'Reply',
  edit: 'Edit',
  inThread: 'In a thread',
  unknownRoom: 'A room you’re no longer in',
  deleteDraft: 'Delete',
  deleteDraftIn: (room: string) => `Delete draft in ${isolated(room)}`,
  draftDeleted: 'Draft deleted.',
  undo: 'Undo',

  saved: 'Saved',
  noSaved:
    'Nothing saved yet. Choose “Save for later” in the menu of a message, or press S on it. “/remind” reminds you of anything.',
  notHere: 'This message isn’t on this device yet. Open it when you’re back online.',
  erased: 'This message was deleted.',
  removeSavedFrom: (author: string) => `Remove saved message from ${isolated(author)}`,
  remind: 'Remind me',
  remindTitle: 'When to remind you',
  remindsAt: (time: string) => `Reminder: ${time}`,
  noReminder: 'No reminder',
  yourReminder: 'Reminder',
  removeReminder: (text: string) => `Remove reminder: ${isolated(text)}`,
  reminder: 'Reminder: {{ message }}',
  aMessage: 'a saved message',
  open: 'Open',
  inAnHour: 'In 1 hour',
})
