import { createEffect, createSignal, For, Match, on, Show, Switch } from 'solid-js'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { duration } from '../../ui/durations.ts'
import { count, sentences } from '../../ui/sentences.ts'
import { shortTime, wholeTime } from '../../ui/times.ts'
import { isolated } from '../../words/marks.ts'
import type { InvitationView, RoomView } from '../model/RoomView.ts'

/** The active invite links, and why others have ended. The list is read again when `version` goes up. */
export function LiveLinks(props: { room: RoomView; version: number }) {
  const [links, setLinks] = createSignal<readonly InvitationView[] | 'offline'>([])
  const [refused, setRefused] = createSignal<RefusalCode | null>(null)
  const look = async () => setLinks(await props.room.invitations())
  createEffect(
    on(
      () => props.version,
      () => void look(),
    ),
  )
  const known = () => {
    const now = links()
    return now === 'offline' ? [] : now.filter((link) => link.ended !== null || isLive(link, props.room.now()))
  }
  const revoke = async (link: InvitationView) => {
    setRefused(await props.room.act({ do: 'uninvite', invitation: link.id }))
    void look()
  }
  const isGoing = (link: InvitationView) =>
    props.room.waiting().some((command) => command.do === 'uninvite' && command.invitation === link.id)
  const maker = (link: InvitationView) => props.room.members().find(({ user }) => user === link.by)
  return (
    <section class="live-links" aria-label="Invite links">
      <Switch>
        <Match when={links() === 'offline'}>
          <p class="invite-note">You need to be online to see the invite links.</p>
        </Match>
        <Match when={known().length > 0}>
          <h3>Invite links</h3>
          <ul class="plain">
            <For each={known()}>
              {(link) => (
                <li class="live-link">
                  <p>
                    <span title={wholeTime(link.made)}>
                      Created {shortTime(link.made, props.room.now())} by{' '}
                      {maker(link)?.you ? 'you' : isolated(maker(link)?.name ?? 'someone')}
                    </span>
                    <span>{link.ended ? sentences.linkEnd[link.ended] : terms(link, props.room.now())}</span>
                  </p>
                  <Show when={props.room.may('uninvite', link.by)}>
                    <button
                      type="button"
                      class="button slim"
                      disabled={isGoing(link)}
                      onClick={() => void revoke(link)}
                    >
                      {link.ended ? 'Remove' : 'Revoke'}
                    </button>
                  </Show>
                </li>
              )}
            </For>
          </ul>
          <Show when={refused()}>{(code) => <p role="alert">{sentences.refusal[code()]}</p>}</Show>
        </Match>
      </Switch>
    </section>
  )
}

const isLive = ({ expires, uses, used }: InvitationView, now: number): boolean =>
  (expires === null || expires > now) && (uses === null || used < uses)

const terms = ({ expires, uses, used }: InvitationView, now: number): string => {
  const times = uses === null ? `used ${count(used, 'time')}` : `used ${used} of ${count(uses, 'time')}`
  return `${times}, ${expires === null ? 'never expires' : `expires in ${duration(expires - now)}`}`
}
