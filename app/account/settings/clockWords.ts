import { locale } from '../../words/language.ts'
import { t } from '../../words/settings.ts'
import type { ClockTrouble } from '../model/SettingsView.ts'

/** The sentence for an admin when the relay's clock must be wrong. */
export const clockWords = ({ against, byMs }: ClockTrouble): string => {
  const by = lengthOf(Math.abs(byMs))
  const side = byMs > 0 ? 'ahead' : 'behind'
  return against === 'itself' ? t('clock.itself', by) : t(`clock.${against}.${side}`, by)
}

const format = (value: number, unit: 'minute' | 'hour' | 'day') =>
  new Intl.NumberFormat(locale(), { style: 'unit', unit, unitDisplay: 'long' }).format(value)

const lengthOf = (ms: number): string => {
  const minutes = Math.round(ms / 60_000)
  const hours = Math.round(minutes / 60)
  if (minutes < 120) return format(minutes, 'minute')
  return hours < 72 ? format(hours, 'hour') : format(Math.round(hours / 24), 'day')
}
