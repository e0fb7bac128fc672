import { roomNamed } from '../acts/room-named.ts'
import type { Store } from '../store/store.ts'

/** "name", or else "name 2", "name 3", …: the demo finds room beside what is there. */
export const freeName = async (store: Pick<Store, 'roomByNameKey'>, name: string): Promise<string> => {
  let free = name
  for (let n = 2; (await roomNamed(store, free)) !== null; n++) free = `${name} ${n}`
  return free
}
