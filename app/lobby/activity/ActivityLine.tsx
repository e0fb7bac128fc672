import { createMemo, onCleanup, Show } from 'solid-js'
import { seenOr } from '../../../shared/visible.ts'
import { inWords } from '../../room/model/markdown.ts'
import { Avatar } from '../../ui/pictures/Avatar.tsx'
import { useNow } from '../../ui/reactive/useNow.ts'
import { shortTime, wholeTime } from '../../ui/text/times.ts'
import { t } from '../../words/activity.ts'
import { t as common } from '../../words/common.ts'
import { capMarks } from '../../words/marks.ts'
import type { ActivityView } from '../model/ActivityView.ts'
import type { PlacedItem } from '../model/activity.ts'
import { latest } from '../model/activityIn.ts'
import { useLobby } from '../model/LobbyView.ts'

/** One mention, reply or message with reactions. It leads to the message. */
export function ActivityLine(props: { item: PlacedItem; activity: ActivityView; isNew: boolean }) {
  const lobby = useLobby()
  const now = useNow()
  const open = props.activity.open(props.item)
  onCleanup(open.close)
  const message = createMemo(() => open.message())
  const nameOf = (user: string) => open.nameOf(user) || t('someone')
  const first = () => props.item.by[0]?.user ?? ''
  const room = () => lobby.rooms().find(({ id }) => id === props.item.room)?.name ?? ''
  const deed = () => {
    const { kind, by } = props.item
    if (kind === 'reactions') {
      const names = [...new Set(by.map(({ user }) => user))].map(nameOf)
      return t('reactions', names, [...new Set(by.map(({ emoji = '' }) => emoji))].join(' '))
    }
    return t(kind === 'mention' && message()?.everyone ? 'everyone' : kind, nameOf(first()))
  }
  const text = () => {
    const said = message()
    return said ? inWords(seenOr(said.text, common('unseen.message')), false) : ''
  }
  return (
    <Show when={message() !== null}>
      <li>
        <a
          class="activity-line"
          classList={{ new: props.isNew }}
          href={`/r/${props.item.room}/m/${props.item.name}`}
          aria-busy={message() === undefined}
        >
          <Avatar id={first()} name={nameOf(first())} picture={open.pictureOf(first())} />
          <span class="activity-deed">
            <Show when={props.isNew}>
              <span class="unseen">{t('new')}</span>
            </Show>
            {deed()}
          </span>
          <time class="activity-time" title={wholeTime(latest(props.item))}>
            {shortTime(latest(props.item), now())}
          </time>
          <bdi class="activity-text">{text()}</bdi>
          <bdi class="activity-room one-line">{capMarks(room())}</bdi>
        </a>
      </li>
    </Show>
  )
}
