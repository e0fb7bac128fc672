import { startOfDay } from '../ui/text/times.ts'
import { t } from '../words/ownStatus.ts'
import { t as times } from '../words/times.ts'

export interface StatusPreset {
  emoji: string
  text: string
  quiet: boolean
  lasts: Lasting
}
/** How long a status is shown. */
export type Lasting = '30m' | '1h' | '4h' | 'today' | 'week' | 'always'

export const statusPresets = (): readonly StatusPreset[] => [
  { emoji: '🍲', text: t('suggestion.lunch'), quiet: false, lasts: '1h' },
  { emoji: '🎧', text: t('suggestion.focus'), quiet: true, lasts: '4h' },
  { emoji: '🚆', text: t('suggestion.commute'), quiet: false, lasts: '1h' },
  { emoji: '🤒', text: t('suggestion.sick'), quiet: false, lasts: 'today' },
  { emoji: '🌴', text: t('suggestion.holiday'), quiet: true, lasts: 'week' },
]

export const lastings = (): readonly { value: Lasting; name: string }[] => [
  { value: '30m', name: times('minutes', 30) },
  { value: '1h', name: times('hours', 1) },
  { value: '4h', name: times('hours', 4) },
  { value: 'today', name: times('today') },
  { value: 'week', name: times('days', 7) },
  { value: 'always', name: t('dontClear') },
]

const minute = 60_000
const lastingMs = { '30m': 30 * minute, '1h': 60 * minute, '4h': 240 * minute, week: 7 * 24 * 60 * minute }

/** Milliseconds since 1970. Null if the status does not end. */
export const endOf = (lasting: Lasting, now: number): number | null => {
  if (lasting === 'always') return null
  return lasting === 'today' ? startOfDay(now, 1) : now + lastingMs[lasting]
}
