import { createSignal, Show } from 'solid-js'
import type { NamedRoom } from '../lobby/model/LobbyView.ts'
import { useLobby } from '../lobby/model/LobbyView.ts'
import { t } from '../words/takenName.ts'

/** For a name that another room has: the message, and the address of that room if this person may know about it. */
export const createTakenName = () => {
  const lobby = useLobby()
  const [there, setThere] = createSignal<NamedRoom>()
  return {
    way: () => wayTo(there()),
    /** Looks up which room has the name. */
    say: async (name: string): Promise<string> => {
      const found = await lobby.look(name)
      setThere(found)
      return t(found.name)
    },
    forget: () => setThere(undefined),
  }
}

/** The room's address. Null for a private room of other people. */
export const wayTo = (there: NamedRoom | undefined): string | null =>
  there?.name === 'mine' || there?.name === 'public' ? `/r/${there.room}` : null

export function OpenThatRoom(props: { way: string | null; onOpen?: () => void }) {
  return (
    <Show when={props.way}>
      {(way) => (
        <a class="button slim" href={way()} onClick={() => props.onOpen?.()}>
          {t('open')}
        </a>
      )}
    </Show>
  )
}
