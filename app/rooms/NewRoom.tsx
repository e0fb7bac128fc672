import { useNavigate } from '@solidjs/router'
import { createSignal, For } from 'solid-js'
import { createStore } from 'solid-js/store'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { sentences } from '../ui/sentences.ts'
import { useViews } from '../views.ts'
import './new-room.css'

/** Where the browser puts the focus when it opens the dialog. */
const takeFocus = (input: HTMLInputElement) => {
  input.autofocus = true
}

const visibilities = [
  { value: 'public', name: 'Public', text: 'Anyone can find, read and join it.' },
  { value: 'private', name: 'Private', text: 'Only those who are added see it.' },
] as const

export function NewRoom(props: { name: string; onClose: () => void }) {
  const { lobby } = useViews()
  const navigate = useNavigate()
  const [fields, setFields] = createStore({
    name: props.name,
    topic: '',
    visibility: 'public' as 'public' | 'private',
  })
  const [trouble, setTrouble] = createSignal<string>()

  const make = async () => {
    if (!fields.name.trim()) return 'A room needs a name.'
    const made = await lobby.make({ ...fields, name: fields.name.trim(), topic: fields.topic.trim() })
    if (made.name === 'private') return sentences.refusal['name-taken']
    if (made.name === 'refused') return sentences.refusal[made.code]
    props.onClose()
    navigate(`/r/${made.room}`)
    return undefined
  }
  const submit = async (event: Event) => {
    event.preventDefault()
    setTrouble(await make())
  }

  return (
    <Dialog title="New room" onClose={() => props.onClose()}>
      <form class="new-room" noValidate onSubmit={submit}>
        <Field
          label="Name"
          name="room-name"
          autocomplete="off"
          maxLength={80}
          ref={takeFocus}
          value={fields.name}
          onInput={(name) => {
            setFields('name', name)
            setTrouble(undefined)
          }}
          error={trouble()}
        />
        <Field
          label="Topic"
          name="topic"
          autocomplete="off"
          hint="What it is for. May stay empty."
          value={fields.topic}
          onInput={(topic) => setFields('topic', topic)}
        />
        <fieldset class="choices">
          <legend class="field-label">Who may read it</legend>
          <For each={visibilities}>
            {(one) => (
              <label class="choice">
                <input
                  type="radio"
                  name="visibility"
                  value={one.value}
                  checked={fields.visibility === one.value}
                  onChange={() => setFields('visibility', one.value)}
                />
                <span>
                  <b>{one.name}</b>
                  <span>{one.text}</span>
                </span>
              </label>
            )}
          </For>
        </fieldset>
        <div class="dialog-acts">
          <button type="submit" class="button main">
            Make room
          </button>
        </div>
      </form>
    </Dialog>
  )
}
