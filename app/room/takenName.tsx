import { createSignal, Show } from 'solid-js'
import type { NamedRoom } from '../lobby/model/LobbyView.ts'
import { useLobby } from '../lobby/model/LobbyView.ts'
import { sentences } from '../ui/sentences.ts'

/** A name that another room has: what is said of it, and the way to that room where one may know of it. */
export const createTakenName = () => {
  const lobby = useLobby()
  const [there, setThere] = createSignal<NamedRoom>()
  return {
    way: () => wayTo(there()),
    /** Looks whose it is. */
    say: async (name: string): Promise<string> => {
      const found = await lobby.look(name)
      setThere(found)
      return sentences.taken[found.name]
    },
    forget: () => setThere(undefined),
  }
}

/** What is private is not shown the way to. */
export const wayTo = (there: NamedRoom | undefined): string | null =>
  there?.name === 'mine' || there?.name === 'public' ? `/r/${there.room}` : null

export function OpenThatRoom(props: { way: string | null; onOpen?: () => void }) {
  return (
    <Show when={props.way}>
      {(way) => (
        <a class="button slim" href={way()} onClick={() => props.onOpen?.()}>
          Open that room
        </a>
      )}
    </Show>
  )
}
