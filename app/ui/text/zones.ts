import { wallClock } from '../../../shared/wall-clock.ts'
import { locale } from '../../words/language.ts'
import { t } from '../../words/times.ts'

/** The time zones that this browser knows, its own first. */
export const timeZones = (): readonly string[] => {
  const own = ownZone()
  return [own, ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== own)]
}

export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** `14:05, 2 hours behind you`; empty for an unknown zone. */
export const timeThere = (zone: string, now: number): string => {
  try {
    const clock = new Intl.DateTimeFormat(locale(), { hour: 'numeric', minute: '2-digit', timeZone: zone }).format(now)
    return sayAhead(clock, (minutesAhead(zone, now) - minutesAhead(ownZone(), now)) / 60)
  } catch {
    return '' // a zone that was added after this browser was made
  }
}

const sayAhead = (clock: string, hours: number): string => {
  if (hours === 0) return clock
  return hours > 0 ? t('hoursAhead', clock, hours) : t('hoursBehind', clock, -hours)
}

/** Minutes ahead of UTC. */
const minutesAhead = (zone: string, now: number): number => Math.round((wallClock(zone)(now) - now) / 60_000)
