import X from 'lucide-solid/icons/x'
import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js'
import { isToldApart } from '../../../shared/room/tell-apart.ts'
import { createOptions } from '../../ui/fields/options.ts'
import { Avatar } from '../../ui/pictures/Avatar.tsx'
import { fits } from '../../ui/text/search.ts'
import { capMarks, isolated } from '../../words/marks.ts'
import { t } from '../../words/newRoom.ts'
import { t as refusals } from '../../words/refusals.ts'
import type { PersonSummary } from '../model/LobbyView.ts'
import { useLobby } from '../model/LobbyView.ts'
import './people-field.css'

const shown = 6

/**
 * A field for people, shown as chips. It suggests people known here while typing; anybody else is found by exact
 * username.
 */
export function PeopleField(props: {
  label: string
  hint?: string
  most: number
  chosen: readonly PersonSummary[]
  ref?: (input: HTMLInputElement) => void
  onChange: (chosen: PersonSummary[]) => void
}) {
  const lobby = useLobby()
  const id = createUniqueId()
  const [typed, setTyped] = createSignal('')
  const [trouble, setTrouble] = createSignal<string>()
  const known = lobby.people()
  const word = () => typed().trim().replace(/^@/, '')
  const offered = createMemo(() => (word() === '' ? [] : known.filter(isOffered).slice(0, shown)))
  const isOffered = (person: PersonSummary) => !isChosen(person) && fits(`${person.name} ${person.username}`, word())
  const isChosen = ({ user }: PersonSummary) => props.chosen.some((other) => other.user === user)
  const options = createOptions({ all: offered, typed, keyOf: ({ user }) => user, choose: (person) => add(person) })

  const type = (value: string) => {
    setTyped(value)
    setTrouble(undefined)
  }
  const add = (person: PersonSummary) => {
    type('')
    if (props.chosen.length >= props.most) setTrouble(t('mostPeople', props.most))
    else if (!isChosen(person)) props.onChange([...props.chosen, person])
  }
  const takeOut = (person: PersonSummary) => props.onChange(props.chosen.filter(({ user }) => user !== person.user))
  const find = async () => {
    const asked = word()
    const found = await lobby.findPerson(asked)
    if (typeof found === 'object') add(found)
    else if (word() === asked) setTrouble(refusals(`why.${found}`))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const last = props.chosen.at(-1)
    if (event.key === 'Backspace' && typed() === '' && last) takeOut(last)
    const isEnd = event.key === 'Enter' || event.key === ','
    if (isEnd && !event.isComposing && word() !== '' && offered().length === 0) {
      event.preventDefault()
      void find()
    } else options.onKeyDown(event)
  }

  return (
    <div class="field people-field">
      <label for={id}>{props.label}</label>
      <div class="people-box">
        <For each={props.chosen}>{(person) => <Chip person={person} onRemove={() => takeOut(person)} />}</For>
        <input
          id={id}
          ref={(input) => props.ref?.(input)}
          role="combobox"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          maxLength={64}
          placeholder={props.chosen.length === 0 ? t('peopleHint') : ''}
          aria-expanded={offered().length > 0}
          aria-controls={options.listId}
          aria-activedescendant={options.activeId()}
          aria-describedby={`${id}-about`}
          aria-autocomplete="list"
          value={typed()}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={options.listId} class="people-offered" role="listbox" aria-label={t('people')}>
        <For each={offered()}>
          {(person, at) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
            <div
              id={options.idOf(at())}
              class="person-option"
              role="option"
              tabindex="-1"
              aria-selected={options.active() === at()}
              onPointerMove={() => options.point(at())}
              onClick={() => add(person)}
            >
              <Avatar id={person.user} name={person.name} picture={person.picture} />
              <bdi class="one-line">{capMarks(person.name)}</bdi>
              <Show when={!isToldApart(person)}>
                <span class="person-username one-line">{`@${person.username}`}</span>
              </Show>
            </div>
          )}
        </For>
      </div>
      <p id={`${id}-about`} class="field-about" classList={{ trouble: Boolean(trouble()) }} role="status">
        {trouble() ?? props.hint}
      </p>
    </div>
  )
}

function Chip(props: { person: PersonSummary; onRemove: () => void }) {
  return (
    <span class="person-chip">
      <Avatar id={props.person.user} name={props.person.name} picture={props.person.picture} />
      <bdi class="one-line">{capMarks(props.person.name)}</bdi>
      <button type="button" aria-label={t('remove', isolated(props.person.name))} onClick={() => props.onRemove()}>
        <X size={14} />
      </button>
    </span>
  )
}
