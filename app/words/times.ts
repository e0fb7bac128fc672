import { plural } from './english.ts'
import { translate } from './language.ts'

/** Words for days, durations and time zones. Dates themselves are written by `Intl`. */
export const t = translate('times', {
  today: 'Today',
  yesterday: 'Yesterday',
  minutes: (minutes: number) => plural(minutes, { one: '# minute', other: '# minutes' }),
  hours: (hours: number) => plural(hours, { one: '# hour', other: '# hours' }),
  hoursAndMinutes: (hours: number, minutes: number) =>
    `${plural(hours, { one: '# hour', other: '# hours' })} and ${plural(minutes, { one: '# minute', other: '# minutes' })}`,
  days: (days: number) => plural(days, { one: '# day', other: '# days' }),
  hoursAhead: (time: string, hours: number) =>
    `${time}, ${plural(hours, { one: '# hour', other: '# hours' })} ahead of you`,
  hoursBehind: (time: string, hours: number) =>
    `${time}, ${plural(hours, { one: '# hour', other: '# hours' })} behind you`,
})
