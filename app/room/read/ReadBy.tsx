import { createMemo, For, Show } from 'solid-js'
import { Dialog } from '../../ui/popups/Dialog.tsx'
import { t } from '../../words/readBy.ts'
import type { Acting, Opened } from '../message/acting.ts'
import { PersonLine } from '../message/PersonLine.tsx'
import { type Named, peopleIn } from '../message/peopleIn.ts'
import { readersOf } from '../model/readBy.ts'
import './read-by.css'

/** Who has read a message, and who hasn't yet. */
export default function ReadBy(props: { opened: Opened & { name: 'read-by' }; acting: Acting }) {
  const { room } = props.acting
  const found = createMemo(() => readersOf(props.opened.message, room.readers() ?? new Map()))
  const isWhole = () => room.knowsReaders(props.opened.message.segment)
  const read = () => peopleIn(room, found().read)
  const unread = () => peopleIn(room, found().unread)
  return (
    <Dialog title={t('title')} onClose={() => props.acting.close()}>
      <section class="read-by scrolls" tabindex="0" aria-label={t('title')}>
        <Show when={read().length > 0} fallback={<p>{t('nobody')}</p>}>
          <People title={t('count', read().length)} people={read()} />
        </Show>
        <Show when={isWhole()} fallback={<p class="read-by-note">{t('partly')}</p>}>
          <Show when={unread().length > 0}>
            <People title={t('notYet')} people={unread()} />
          </Show>
        </Show>
        <p class="read-by-note">{t('note')}</p>
      </section>
    </Dialog>
  )
}

function People(props: { title: string; people: readonly Named[] }) {
  return (
    <>
      <h3>{props.title}</h3>
      <ul class="plain" aria-label={props.title}>
        <For each={props.people}>{(person) => <PersonLine person={person} />}</For>
      </ul>
    </>
  )
}
