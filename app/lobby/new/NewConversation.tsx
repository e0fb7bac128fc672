import { useNavigate } from '@solidjs/router'
import { createSignal } from 'solid-js'
import { mostInDirect } from '../../../shared/room/acts.ts'
import { Dialog } from '../../ui/popups/Dialog.tsx'
import { takeFocus } from '../../ui/popups/takeFocus.ts'
import { sayRefused } from '../../ui/text/sayRefused.ts'
import { t as common } from '../../words/common.ts'
import { t } from '../../words/newRoom.ts'
import type { PersonSummary } from '../model/LobbyView.ts'
import { useLobby } from '../model/LobbyView.ts'
import { PeopleField } from './PeopleField.tsx'

/** Chooses the people for a conversation: one person, or up to seven. */
export default function NewConversation(props: { onClose: () => void }) {
  const lobby = useLobby()
  const navigate = useNavigate()
  const [chosen, setChosen] = createSignal<readonly PersonSummary[]>([])
  const [trouble, setTrouble] = createSignal<string>()

  const start = async (event: Event) => {
    event.preventDefault()
    if (chosen().length === 0) return setTrouble(t('noOneChosen'))
    const started = await lobby.direct(chosen().map(({ user }) => user))
    if (started.name === 'refused') return setTrouble(sayRefused(started.code, 'direct', null))
    props.onClose()
    if (started.name === 'entered') navigate(`/r/${started.room}`)
    return undefined
  }
  return (
    <Dialog title={common('newConversation')} onClose={() => props.onClose()}>
      <form class="dialog-form" noValidate onSubmit={start}>
        <PeopleField
          label={t('with')}
          hint={t('withHint', mostInDirect)}
          most={mostInDirect}
          ref={takeFocus}
          chosen={chosen()}
          onChange={(people) => {
            setChosen(people)
            setTrouble(undefined)
          }}
        />
        <p class="field-about trouble" role="alert">
          {trouble()}
        </p>
        <div class="dialog-acts">
          <button type="submit" class="button main">
            {t('start')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
