import { translate } from './language.ts'

/** Words of buttons and labels that many parts of the app share. */
export const t = translate('common', {
  cancel: 'Cancel',
  close: 'Close',
  dismiss: 'Dismiss',
  tryAgain: 'Try again',
  tryNow: 'Try now',
})
