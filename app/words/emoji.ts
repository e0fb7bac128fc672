import { translate } from './language.ts'

/** Words of the emoji picker. The names of emoji are not translated. */
export const t = translate('emoji', {
  add: 'Add emoji',
  title: 'Emoji',
  search: 'Search emoji',
  found: 'Search results',
  none: 'No emoji found. Try another word.',
  groups: 'Groups',
  group: {
    recent: 'Recent',
    smileys: 'Smileys and emotions',
    people: 'People',
    animals: 'Animals and nature',
    food: 'Food and drink',
    travel: 'Travel and places',
    activities: 'Activities',
    objects: 'Objects',
    symbols: 'Symbols',
    flags: 'Flags',
  },
  tone: 'Skin tone',
  tones: {
    0: 'Default skin tone',
    1: 'Light skin tone',
    2: 'Medium-light skin tone',
    3: 'Medium skin tone',
    4: 'Medium-dark skin tone',
    5: 'Dark skin tone',
  },
})
