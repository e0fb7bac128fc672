import Bookmark from 'lucide-solid/icons/bookmark'
import Clock from 'lucide-solid/icons/clock'
import PencilLine from 'lucide-solid/icons/pencil-line'
import { Show } from 'solid-js'
import { t } from '../../words/own.ts'
import type { OwnThings } from '../model/ownThings.ts'
import './own-links.css'

/** The ways to what this person keeps for themselves. */
export default function OwnLinks(props: { own: OwnThings }) {
  const drafts = () => props.own.drafts.all().length
  const later = () => props.own.later.all().length
  const saved = () => props.own.saved.all().length + props.own.notes.all().length
  return (
    <Show when={drafts() + later() + saved() > 0}>
      <nav class="own-links" aria-label={t('links')}>
        <Show when={drafts() > 0}>
          <a href="/drafts">
            <PencilLine size={14} />
            {t('draftsLink', drafts())}
          </a>
        </Show>
        <Show when={later() > 0}>
          <a href="/drafts">
            <Clock size={14} />
            {t('laterLink', later())}
          </a>
        </Show>
        <Show when={saved() > 0}>
          <a href="/saved">
            <Bookmark size={14} />
            {t('savedLink', saved())}
          </a>
        </Show>
      </nav>
    </Show>
  )
}
