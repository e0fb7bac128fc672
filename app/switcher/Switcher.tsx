import { useLocation, useNavigate } from '@solidjs/router'
import X from 'lucide-solid/icons/x'
import { createMemo, createSignal, createUniqueId, For, onCleanup, Show } from 'solid-js'
import type { EnterResult } from '../lobby/model/LobbyView.ts'
import { useLobby } from '../lobby/model/LobbyView.ts'
import { leaveField } from '../ui/fields/focusedField.ts'
import { createOptions } from '../ui/fields/options.ts'
import { Dialog } from '../ui/popups/Dialog.tsx'
import { takeFocus } from '../ui/popups/takeFocus.ts'
import { Rich } from '../ui/text/Rich.tsx'
import { t as common } from '../words/common.ts'
import { t as refusals } from '../words/refusals.ts'
import { t } from '../words/switcher.ts'
import { EntryLine } from './EntryLine.tsx'
import { entriesFor, keyOf, leadsSomewhere, type SwitcherEntry } from './entries.ts'
import './switcher.css'

/** A dialog to jump to any room or person that this device knows. It filters while typing. */
export default function Switcher(props: {
  onSeveral: () => void
  onCreate: (name: string) => void
  onClose: () => void
}) {
  const lobby = useLobby()
  const navigate = useNavigate()
  const location = useLocation()
  const about = createUniqueId()
  const [typed, setTyped] = createSignal('')
  const [trouble, setTrouble] = createSignal<string>()
  const people = lobby.people()
  const publicRooms = () => {
    const directory = lobby.directory()
    return directory.name === 'known' ? directory.rooms : []
  }
  const current = location.pathname.match(/^\/r\/([^/]+)/)?.[1]
  const entries = createMemo(() =>
    entriesFor(typed(), {
      rooms: lobby.rooms(),
      people,
      publicRooms: publicRooms(),
      banned: lobby.banned(),
      current,
    }),
  )
  const options = createOptions({
    all: entries,
    typed,
    keyOf,
    choose: (entry) => void go(entry),
    mayBeMeant: leadsSomewhere,
  })
  onCleanup(lobby.watchDirectory())

  const open = (room: string) => {
    props.onClose()
    leaveField()
    navigate(`/r/${room}`)
  }
  const follow = (result: EnterResult) => {
    if (result.name === 'entered') open(result.room)
    else setTrouble(refusals(`why.${result.code}`))
  }
  const findPerson = async (username: string) => {
    const found = await lobby.findPerson(username)
    if (typeof found === 'string') setTrouble(refusals(`why.${found}`))
    else follow(await lobby.direct([found.user]))
  }
  const go = async (entry: SwitcherEntry) => {
    switch (entry.kind) {
      case 'room':
      case 'public':
        return open(entry.room.id)
      case 'person':
        return follow(await lobby.direct([entry.person.user]))
      case 'find':
        return findPerson(entry.username)
      case 'make':
        return props.onCreate(entry.name)
      case 'several':
        return props.onSeveral()
    }
  }

  return (
    <Dialog title={t('title')} bare onClose={() => props.onClose()}>
      <div class="switcher">
        <div class="switcher-head">
          <input
            ref={takeFocus}
            class="switcher-field"
            role="combobox"
            aria-label={t('field')}
            aria-expanded={entries().length > 0}
            aria-controls={options.listId}
            aria-activedescendant={options.activeId()}
            aria-autocomplete="list"
            aria-describedby={about}
            placeholder={t('fieldHint')}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            enterkeyhint="go"
            maxLength={80}
            value={typed()}
            onInput={(event) => {
              setTyped(event.currentTarget.value)
              setTrouble(undefined)
            }}
            onKeyDown={options.onKeyDown}
          />
          <button type="button" class="icon-button" aria-label={common('close')} onClick={() => props.onClose()}>
            <X size={18} />
          </button>
        </div>
        <div id={options.listId} class="switcher-list scrolls" role="listbox" aria-label={t('list')}>
          <For each={entries()}>
            {(entry, at) => (
              <EntryLine
                entry={entry}
                id={options.idOf(at())}
                isActive={options.active() === at()}
                onPoint={() => options.point(at())}
                onChoose={() => void go(entry)}
              />
            )}
          </For>
        </div>
        <p id={about} class="switcher-foot" classList={{ trouble: Boolean(trouble()) }} role="status">
          <Show when={trouble()} fallback={<Hint />}>
            {trouble()}
          </Show>
        </p>
      </div>
    </Dialog>
  )
}

function Hint() {
  return <Rich text={t('hint')} with={{ hash: <code>{'#'}</code>, at: <code>{'@'}</code> }} />
}
