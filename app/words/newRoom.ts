import { number } from './english.ts'
import { translate } from './language.ts'

/** Words of the dialogs that create a room or start a conversation, and of the field for people. */
export const t = translate('newRoom', {
  name: 'Name',
  noName: 'A room needs a name.',
  topic: 'Topic',
  topicHint: 'What the room is about (optional).',
  picture: 'Picture',
  visibility: 'Visibility',
  public: { name: 'Public', text: 'Anyone can find, read and join it.' },
  private: { name: 'Private', text: 'Only members can see it.' },
  addPeople: 'Add people',
  addPeopleHint: 'Optional. You can add more people later.',
  offline: 'You’re offline. You can write in the room now, and others will see it when you’re back online.',

  with: 'With',
  withHint: (most: number) => `Choose up to ${number(most)} people. Only you and they can see it.`,
  noOneChosen: 'Choose someone first.',
  start: 'Start',

  people: 'People',
  peopleHint: 'Name or username',
  mostPeople: (most: number) => `At most ${number(most)} people.`,
  remove: (name: string) => `Remove ${name}`,
})
