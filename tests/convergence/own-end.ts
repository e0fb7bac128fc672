import { placeOfDraft } from '../../app/own/draft.ts'
import { restMs } from '../../app/own/drafts.ts'
import { type, typists } from './drafts.ts'
import type { World } from './world.ts'

/** Everybody who is waited for comes back. */
export const allAreBack = (world: World): void => {
  for (const user of world.users.keys()) world.comesBack(user)
}

/** In each place with a draft its person types once more, on any of their devices, and rests. */
export const typeTheLast = async (world: World): Promise<void> => {
  for (const [at, typings] of world.typed.places().entries()) {
    const { user, key } = typings[0]!
    const here = typists(world).filter(({ tab }) => tab.user === user)
    if (here.length > 0) type(world, world.chance.pick(here), placeOfDraft(key)!, { text: `the last ${at}` })
  }
  world.tell('everybody types once more')
  await world.time.pass(restMs + 1_000)
}
