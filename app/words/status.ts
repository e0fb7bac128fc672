import { number } from './english.ts'
import { translate } from './language.ts'

/** Words for the line that says how the device stands with the server, and for parts that did not arrive. */
export const t = translate('status', {
  connecting: 'Connecting…',
  connectingWithWaiting: (waiting: number) => `Connecting…, ${number(waiting)} waiting`,
  offline: 'Offline',
  offlineWithWaiting: (waiting: number) => `Offline, ${number(waiting)} waiting`,
  lastSynced: (time: string) => `last synced ${time}`,
  reconnecting: 'reconnecting…',
  sending: (count: number) => `Sending ${number(count)}…`,
  upToDate: 'Up to date',
  missing: {
    offline: { title: 'This part could not be loaded', text: 'You’re offline, and this device doesn’t have it yet.' },
    'not-sent': { title: 'This part could not be loaded', text: 'The server didn’t send it.' },
    broken: { title: 'Something went wrong here', text: 'Your messages and drafts are kept.' },
  },
})
