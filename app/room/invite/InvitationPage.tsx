import { useNavigate, useParams } from '@solidjs/router'
import { createEffect, createSignal, Match, on, Show, Switch } from 'solid-js'
import { invitationPath } from '../../../shared/room/invitation.ts'
import { useAccount } from '../../account/model/AccountView.ts'
import { useLobby } from '../../lobby/model/LobbyView.ts'
import type { Inviter, ResolvedInvitation } from '../../lobby/model/resolveInvitation.ts'
import { Page } from '../../ui/page/Page.tsx'
import { Avatar } from '../../ui/pictures/Avatar.tsx'
import { Rich } from '../../ui/text/Rich.tsx'
import { t as common } from '../../words/common.ts'
import { t } from '../../words/invite.ts'
import { capMarks } from '../../words/marks.ts'
import { t as refusals } from '../../words/refusals.ts'
import { comesBack } from './comingBack.ts'
import { InvitationActs } from './InvitationActs.tsx'
import './invitation.css'

/** `/i/:room/:token`. Shows which room an invite link is for before the person uses it. */
export default function InvitationPage() {
  const lobby = useLobby()
  const account = useAccount()
  const params = useParams()
  const navigate = useNavigate()
  const room = () => params.room ?? ''
  const token = () => params.token ?? ''
  const here = () => invitationPath(room(), token())
  const [found, setFound] = createSignal<ResolvedInvitation>()
  const [said, setSaid] = createSignal<string>()
  const [waits, setWaits] = createSignal(false)
  const isMine = () => lobby.rooms().some(({ id }) => id === room())

  const join = async () => {
    const result = await lobby.join(room(), token())
    if (result.name === 'refused') return setSaid(refusals(`why.${result.code}`))
    if (isMine()) return undefined
    setWaits(true)
    return setSaid(t('joinsLater'))
  }
  createEffect(() => {
    if (isMine()) navigate(`/r/${room()}`, { replace: true })
  })
  const look = async () => {
    setFound(await lobby.resolveInvitation(room(), token()))
    if (account.state().name === 'signed-in' && comesBack(room())) void join()
  }
  createEffect(on([room, token], () => void look()))

  const over = () => {
    const now = found()
    return now?.name === 'over' ? now.why : null
  }
  const leadsTo = () => {
    const now = found()
    return now?.name === 'room' ? now : null
  }

  const acts = () => (
    <Show when={waits()} fallback={<InvitationActs here={here()} room={room()} token={token()} onJoin={join} />}>
      <Back />
    </Show>
  )

  return (
    <Switch fallback={<main class="page" aria-busy="true" />}>
      <Match when={over()}>
        {(why) => (
          <Page title={t(`over.${why()}.title`)} acts={<Back />}>
            <p>{t(`over.${why()}.text`)}</p>
          </Page>
        )}
      </Match>
      <Match when={leadsTo()}>
        {(leads) => (
          <Page title={t('invited')} acts={acts()}>
            <Show when={leads().by}>{(by) => <InvitedBy by={by()} />}</Show>
            <div class="invited-to">
              <Avatar id={room()} name={leads().room.name} picture={leads().room.picture} of="room" />
              <div>
                <bdi class="invited-name">{capMarks(leads().room.name)}</bdi>
                <p>{t(`${leads().room.visibility}Room`, leads().room.members)}</p>
              </div>
            </div>
            <Show when={leads().room.topic}>
              <p dir="auto">{capMarks(leads().room.topic)}</p>
            </Show>
            <Said words={said()} />
          </Page>
        )}
      </Match>
      <Match when={found()?.name === 'offline'}>
        <Page title={t('invited')} acts={acts()}>
          <p>{t('invitedOffline')}</p>
          <Said words={said()} />
        </Page>
      </Match>
    </Switch>
  )
}

function InvitedBy(props: { by: Inviter }) {
  const name = () => <bdi>{capMarks(props.by.name)}</bdi>
  return (
    <p>
      <Show when={props.by.username} fallback={<Rich text={t('invitedBy')} with={{ name: name() }} />}>
        {(username) => <Rich text={t('invitedByUser')} with={{ name: name(), username: `@${username()}` }} />}
      </Show>
    </p>
  )
}

function Back() {
  return (
    <a class="button main" href="/">
      {common('back')}
    </a>
  )
}

function Said(props: { words: string | undefined }) {
  return (
    <div role="status">
      <Show when={props.words}>
        <p class="invited-said">{props.words}</p>
      </Show>
    </div>
  )
}
