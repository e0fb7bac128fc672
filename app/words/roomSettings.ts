import { translate } from './language.ts'
import { isolated } from './marks.ts'

/** Words in the settings of a room, and in the dialog that deletes it. */
export const t = translate('roomSettings', {
  title: 'Room settings',
  picture: 'Picture',
  name: 'Name',
  nameHint: 'Links to this room keep working when you rename it.',
  topic: 'Topic',
  saved: 'Saved.',
  waiting: 'Waiting for the network.',

  access: 'Access',
  visibility: 'Visibility',
  public: 'Public',
  publicAbout: 'Anyone can find, read and join it.',
  private: 'Private',
  privateAbout: 'Only members can see it. Others can ask to join or be invited.',
  guests: 'Guests can read it',
  guestsAbout: 'People without an account can read it here and on a page that search engines can find.',
  publicPage: 'Public page',
  whoInvites: 'Who can add and invite people',
  invites: { members: 'All members', moderators: 'Moderators and the owner' },

  threads: 'Replies in threads',
  threadsShown: { folded: 'Folded', timeline: 'In the timeline' },
  threadsAbout: {
    folded: 'One line below the message shows how many there are.',
    timeline: 'They appear between the other messages.',
  },

  about: 'About this room',
  whoReads: 'Who can read it',
  readers: {
    members: 'Members',
    everyone: 'Everyone, even without an account',
    everyoneSignedIn: 'Everyone with an account',
  },
  ownerOnly: 'Only the owner can change this.',
  whileArchived: 'This room is archived. You can read it, but no one can write in it. Unarchive it to change it.',

  ending: 'Archive or delete',
  archive: 'Archive',
  archiveAbout: 'Members can still read it, but no one can write in it. You can unarchive it.',
  archived: 'This room is archived',
  archivedAbout: 'Members can read it, but no one can write in it until you unarchive it.',
  unarchive: 'Unarchive',
  delete: 'Delete',
  deleteAbout: 'This deletes all messages for everyone. It can’t be undone.',
  deleteRoom: 'Delete room',

  deleteTitle: 'Delete this room?',
  deleteAboutWithOthers: 'This deletes all messages for everyone. It can’t be undone. The other members will be told.',
  deleteConfirm: (room: string) => `Type “${isolated(room)}” to confirm`,
  deleteForEveryone: 'Delete for everyone',
})
