import type { NewAccount } from '../auth/account/new-account.ts'

const moods =
  'Amber Breezy Bright Calm Cheery Clever Cosy Curious Dapper Daring Drowsy Early Gentle Golden Happy Humble Jolly Keen Kind Lively Lucky Merry Mellow Nimble Patient Plucky Quiet Sunny Tidy Witty'.split(
    ' ',
  )
const animals =
  'Badger Beaver Bison Crane Curlew Dormouse Falcon Ferret Finch Fox Gecko Hare Heron Hedgehog Ibex Jay Lark Lynx Magpie Marmot Newt Otter Owl Puffin Raven Robin Seal Stoat Swift Wren'.split(
    ' ',
  )

/** A name for a visitor of the demo. `chance` returns a number in [0, 1). */
export const friendlyName = (chance: () => number): NewAccount => {
  const name = `${pick(moods, chance)} ${pick(animals, chance)}`
  return { username: name.toLowerCase().replace(' ', '-'), name }
}

const pick = (words: readonly string[], chance: () => number): string =>
  words[Math.floor(chance() * words.length)] ?? ''
