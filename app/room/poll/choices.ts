import type { PollView } from '../model/RoomView.ts'

/** What is chosen after an option was pressed. */
export const choicesAfter = ({ options, many }: PollView, pressed: number): number[] => {
  const own = options.flatMap((option, at) => (option.own ? [at] : []))
  if (own.includes(pressed)) return own.filter((at) => at !== pressed)
  return many ? [...own, pressed].sort((a, b) => a - b) : [pressed]
}
