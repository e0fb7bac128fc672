import type { ClockTrouble } from '../model/SettingsView.ts'

/** The sentence for an admin when the relay's clock must be wrong. */
export const clockWords = ({ against, byMs }: ClockTrouble): string => {
  const by = lengthOf(Math.abs(byMs))
  const side = byMs > 0 ? 'ahead of' : 'behind'
  switch (against) {
    case 'records':
      return `The server’s clock is ${by} ${side} the newest message. Messages stay in order, but show wrong times until you set it right.`
    case 'clients':
      return `The server’s clock is ${by} ${side} most connected devices. Messages stay in order, but show wrong times until you set it right.`
    case 'itself':
      return `The server’s clock was put back by ${by} while the server was running. Messages stay in order. Restart the server to use the new time at once.`
  }
}

const format = (value: number, unit: 'minute' | 'hour' | 'day') =>
  new Intl.NumberFormat(undefined, { style: 'unit', unit, unitDisplay: 'long' }).format(value)

const lengthOf = (ms: number): string => {
  const minutes = Math.round(ms / 60_000)
  const hours = Math.round(minutes / 60)
  if (minutes < 120) return format(minutes, 'minute')
  return hours < 72 ? format(hours, 'hour') : format(Math.round(hours / 24), 'day')
}
