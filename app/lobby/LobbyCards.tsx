import X from 'lucide-solid/icons/x'
import { For, type JSX } from 'solid-js'
import { useNow } from '../ui/reactive/useNow.ts'
import { Rich } from '../ui/text/Rich.tsx'
import { shortTime } from '../ui/text/times.ts'
import { t as common } from '../words/common.ts'
import { t } from '../words/lobby.ts'
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
            <Rich text={t(`gone.${card.why}`)} with={{ room: <bdi>{capMarks(card.name)}</bdi> }} />
          </Card>
        )}
      </For>
      <For each={lobby.requests()}>
        {(card) => (
          <Card at={card.at} onDismiss={card.state === 'refused' ? () => lobby.dismissRequest(card.room) : undefined}>
            <Rich
              text={t(`${card.name ? 'request' : 'privateRequest'}.${card.state}`)}
              with={{ room: <bdi>{capMarks(card.name)}</bdi> }}
            />
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
        <button
          type="button"
          class="icon-button"
          aria-label={common('dismiss')}
          title={common('dismiss')}
          onClick={props.onDismiss}
        >
          <X size={14} />
        </button>
      )}
    </div>
  )
}
