import X from 'lucide-solid/icons/x'
import { For, type JSX } from 'solid-js'
import { sentences } from '../ui/sentences.ts'
import { shortTime } from '../ui/times.ts'
import { useNow } from '../ui/useNow.ts'
import { capMarks } from '../words/marks.ts'
import { useLobby } from './model/LobbyView.ts'
import './lobby-cards.css'

/** Quiet notices: rooms that this person lost, and the state of their requests to join. */
export function LobbyCards() {
  const lobby = useLobby()
  return (
    <>
      <For each={lobby.gone()}>
        {(card) => (
          <Card at={card.at} onDismiss={() => lobby.dismissGone(card.room)}>
            <bdi>“{capMarks(card.name)}”</bdi>: {sentences.lobby.gone[card.why]}
          </Card>
        )}
      </For>
      <For each={lobby.requests()}>
        {(card) => (
          <Card at={card.at} onDismiss={card.state === 'refused' ? () => lobby.dismissRequest(card.room) : undefined}>
            <bdi>{card.name ? `“${capMarks(card.name)}”` : 'A private room'}</bdi>:{' '}
            {sentences.lobby.request[card.state]}
          </Card>
        )}
      </For>
    </>
  )
}

function Card(props: { at: number; children: JSX.Element; onDismiss: (() => void) | undefined }) {
  const now = useNow()
  return (
    <div class="lobby-card" role="status">
      <p>
        {props.children} <time>{shortTime(props.at, now())}</time>
      </p>
      {props.onDismiss && (
        <button type="button" class="icon-button" aria-label="Dismiss" title="Dismiss" onClick={props.onDismiss}>
          <X size={14} />
        </button>
      )}
    </div>
  )
}
