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
  { emoji: '🎧', text: 'Focusing', quiet: true, lasts: '4h' },
  { emoji: '🚆', text: 'Commuting', quiet: false, lasts: '1h' },
  { emoji: '🤒', text: 'Sick', quiet: false, lasts: 'today' },
  { emoji: '🌴', text: 'On holiday', quiet: true, lasts: 'week' },
]

export const lastings: readonly { value: Lasting; name: string }[] = [
  { value: '30m', name: '30 minutes' },
  { value: '1h', name: '1 hour' },
  { value: '4h', name: '4 hours' },
  { value: 'today', name: 'Today' },
  { value: 'week', name: '7 days' },
  { value: 'always', name: 'Don’t clear' },
]

const minute = 60_000
const lastingMs = { '30m': 30 * minute, '1h': 60 * minute, '4h': 240 * minute, week: 7 * 24 * 60 * minute }

/** Milliseconds since 1970. Null if the status does not end. */
export const endOf = (lasting: Lasting, now: number): number | null => {
  if (lasting === 'always') return null
  return lasting === 'today' ? startOfDay(now, 1) : now + lastingMs[lasting]
}
