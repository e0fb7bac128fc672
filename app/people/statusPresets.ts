import { startOfDay } from '../ui/times.ts'

export interface StatusPreset {
  emoji: string
  text: string
  quiet: boolean
  lasts: Lasting
}
/** How long a status is shown. */
export type Lasting = '30m' | '1h' | '4h' | 'today' | 'week' | 'always'

export const statusPresets: readonly StatusPreset[] = [
  { emoji: '🍲', text: 'At lunch', quiet: false, lasts: '1h' },
  { emoji: '🎧', text: 'Concentrating', quiet: true, lasts: '4h' },
  { emoji: '🚆', text: 'On the way', quiet: false, lasts: '1h' },
  { emoji: '🤒', text: 'Ill', quiet: false, lasts: 'today' },
  { emoji: '🌴', text: 'On holiday', quiet: true, lasts: 'week' },
]

export const lastings: readonly { value: Lasting; name: string }[] = [
  { value: '30m', name: 'for half an hour' },
  { value: '1h', name: 'for an hour' },
  { value: '4h', name: 'for four hours' },
  { value: 'today', name: 'until midnight' },
  { value: 'week', name: 'for a week' },
  { value: 'always', name: 'until I clear it' },
]

const minute = 60_000
const lastingMs = { '30m': 30 * minute, '1h': 60 * minute, '4h': 240 * minute, week: 7 * 24 * 60 * minute }

/** Milliseconds since 1970. Null if the status does not end. */
export const endOf = (lasting: Lasting, now: number): number | null => {
  if (lasting === 'always') return null
  return lasting === 'today' ? startOfDay(now, 1) : now + lastingMs[lasting]
}
