import { createSignal, For, Show } from 'solid-js'
import { useLobby } from '../../lobby/model/LobbyView.ts'
import { createPerson } from '../../people/createPerson.ts'
import { createPersonHref } from '../../people/personHref.ts'
import { Avatar } from '../../ui/pictures/Avatar.tsx'
import { capMarks, isolated } from '../../words/marks.ts'
import { t as refusals } from '../../words/refusals.ts'
import { t } from '../../words/settings.ts'
import { Said } from './Said.tsx'

/** The people whom the user has blocked. */
export default function BlockedSection() {
  const lobby = useLobby()
  const blocked = () => [...lobby.blocked()]
  /**
   * The refusal is kept here and not in the line: a line disappears as soon as its unblocking is requested, and a line
   * that comes back is a new one.
   */
  const [trouble, setTrouble] = createSignal('')
  const unblock = async (user: string) => {
    const refused = await lobby.block(user, false)
    setTrouble(refused ? refusals(`why.${refused}`) : '')
  }
  return (
    <section class="prefs-part" aria-label={t('page.blocked')}>
      <p class="prefs-note">{t('blockedNote')}</p>
      <Show when={blocked().length > 0} fallback={<p>{t('nobodyBlocked')}</p>}>
        <ul class="prefs-list plain">
          <For each={blocked()}>{(user) => <BlockedLine user={user} onUnblock={() => void unblock(user)} />}</For>
        </ul>
      </Show>
      <Said text={trouble()} wrong />
    </section>
  )
}

function BlockedLine(props: { user: string; onUnblock: () => void }) {
  const personHref = createPersonHref()
  const person = createPerson(props.user)
  const name = () => capMarks(person.profile().name) || t('someone')
  return (
    <li class="prefs-item">
      <Avatar id={props.user} name={name()} picture={person.profile().picture} />
      <p class="prefs-item-words">
        <a href={personHref(props.user)}>
          <bdi>{name()}</bdi>
        </a>
        <span>{`@${person.profile().username}`}</span>
      </p>
      <button
        type="button"
        class="button slim"
        aria-label={t('unblockThis', isolated(name()))}
        onClick={() => props.onUnblock()}
      >
        {t('unblock')}
      </button>
    </li>
  )
}
