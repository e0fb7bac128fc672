/** As the browser's date field has it: `2004-12-25`, in local time. Empty for what no field can hold. */
export const dateOf = (time: number): string => {
  const date = new Date(time)
  const year = date.getFullYear()
  if (!(year >= 1 && year <= 9999)) return ''
  const two = (value: number) => String(value).padStart(2, '0')
  return `${String(year).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** Midnight at the start of that day in local time; null if it names no day. */
export const timeOf = (date: string): number | null => {
  const time = /^\d{4,}-\d{2}-\d{2}$/.test(date) ? new Date(`${date}T00:00:00`).getTime() : Number.NaN
  return Number.isNaN(time) ? null : time
}

/** The same day of the month before, or its last day if it is shorter. */
export const monthBefore = (time: number): number => {
  const date = new Date(time)
  const day = date.getDate()
  date.setDate(1)
  date.setMonth(date.getMonth() - 1)
  const last = new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate()
  return new Date(date.getFullYear(), date.getMonth(), Math.min(day, last)).getTime()
}
