import { translate } from './language.ts'

/** Words to choose a time to come. */
export const t = translate('moments', {
  moments: { hour: 'In 1 hour', tomorrow: 'Tomorrow morning', week: 'Next Monday' },
  pick: 'Another time',
  choose: 'Choose',
  past: 'Choose a time in the future.',
})
