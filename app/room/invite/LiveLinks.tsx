import { createEffect, createSignal, For, Match, on, Show, Switch } from 'solid-js'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { duration } from '../../ui/text/durations.ts'
import { shortTime, wholeTime } from '../../ui/text/times.ts'
import { t } from '../../words/invite.ts'
import { t as refusals } from '../../words/refusals.ts'
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
  const created = (link: InvitationView) => {
    const when = shortTime(link.made, props.room.now())
    const maker = props.room.members().find(({ user }) => user === link.by)
    if (maker?.you) return t('createdByYou', when)
    return maker ? t('created', when, maker.name) : t('createdBySomeone', when)
  }
  return (
    <section class="live-links" aria-label={t('links')}>
      <Switch>
        <Match when={links() === 'offline'}>
          <p class="invite-note">{t('offline')}</p>
        </Match>
        <Match when={known().length > 0}>
          <h3>{t('links')}</h3>
          <ul class="plain">
            <For each={known()}>
              {(link) => (
                <li class="live-link">
                  <p>
                    <time dateTime={new Date(link.made).toISOString()} title={wholeTime(link.made)}>
                      {created(link)}
                    </time>
                    <span>{link.ended ? t(`ended.${link.ended}`) : terms(link, props.room.now())}</span>
                  </p>
                  <Show when={props.room.may('uninvite', link.by)}>
                    <button
                      type="button"
                      class="button slim"
                      disabled={isGoing(link)}
                      onClick={() => void revoke(link)}
                    >
                      {link.ended ? t('remove') : t('revoke')}
                    </button>
                  </Show>
                </li>
              )}
            </For>
          </ul>
          <Show when={refused()}>{(code) => <p role="alert">{refusals(`why.${code()}`)}</p>}</Show>
        </Match>
      </Switch>
    </section>
  )
}

const isLive = ({ expires, uses, used }: InvitationView, now: number): boolean =>
  (expires === null || expires > now) && (uses === null || used < uses)

const terms = ({ expires, uses, used }: InvitationView, now: number): string => {
  const times = uses === null ? t('used', used) : t('usedOf', used, uses)
  return `${times}, ${expires === null ? t('neverExpires') : t('expiresIn', duration(expires - now))}`
}
