import { createSignal, Show } from 'solid-js'
import { invitationPath } from '../../../shared/room/invitation.ts'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { Select } from '../../ui/fields/Select.tsx'
import { Dialog } from '../../ui/popups/Dialog.tsx'
import { sayRefused } from '../../ui/text/sayRefused.ts'
import { t } from '../../words/invite.ts'
import { t as times } from '../../words/times.ts'
import type { RoomView } from '../model/RoomView.ts'
import { LiveLinks } from './LiveLinks.tsx'
import { NewLink } from './NewLink.tsx'
import './invite.css'

const dayMs = 86_400_000
const spans = { day: dayMs, week: 7 * dayMs, never: null } as const
const counts = { one: 1, ten: 10, any: null } as const

const spanNames = () =>
  [
    { value: 'day', name: times('days', 1) },
    { value: 'week', name: times('days', 7) },
    { value: 'never', name: t('never') },
  ] as const
const countNames = () =>
  [
    { value: 'one', name: t('uses', counts.one) },
    { value: 'ten', name: t('uses', counts.ten) },
    { value: 'any', name: t('noLimit') },
  ] as const

/** Makes invite links. Anybody with a link can join. Only this device knows its token, and only while it is shown. */
export default function Invite(props: { room: RoomView; onClose: () => void }) {
  const [span, setSpan] = createSignal<keyof typeof spans>('week')
  const [number, setNumber] = createSignal<keyof typeof counts>('any')
  const [made, setMade] = createSignal<{ token: string; number: number }>()
  const [refused, setRefused] = createSignal<RefusalCode | null>(null)
  const [busy, setBusy] = createSignal(false)

  const make = async (event: Event) => {
    event.preventDefault()
    if (busy()) return
    setBusy(true)
    const forMs = spans[span()]
    const terms = { expires: forMs === null ? null : props.room.now() + forMs, uses: counts[number()] }
    const { token, refused } = await props.room.invite(terms)
    setBusy(false)
    setRefused(refused)
    if (!refused) setMade({ token, number: (made()?.number ?? 0) + 1 })
  }
  const link = (token: string) => `${location.origin}${invitationPath(props.room.id, token)}`
  const isWaiting = () => props.room.waiting().some((command) => command.do === 'invite')

  return (
    <Dialog title={t('title')} onClose={() => props.onClose()}>
      <div class="invite">
        <form class="invite-terms" onSubmit={make}>
          <Select label={t('expiresAfter')} of={spanNames()} value={span()} onChoose={setSpan} />
          <Select label={t('maxUses')} of={countNames()} value={number()} onChoose={setNumber} />
          <button type="submit" class="button main" aria-disabled={busy()}>
            {t('create')}
          </button>
        </form>
        <Show when={refused()}>{(code) => <p role="alert">{whyNoLink(code())}</p>}</Show>
        <Show when={made()}>
          {(made) => <NewLink link={link(made().token)} room={props.room.title()} waiting={isWaiting()} />}
        </Show>
        <LiveLinks room={props.room} version={made()?.number ?? 0} />
      </div>
    </Dialog>
  )
}

const whyNoLink = (code: RefusalCode): string => (code === 'too-many' ? t('tooMany') : sayRefused(code, 'invite', null))
