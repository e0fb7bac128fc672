import ImagePlus from 'lucide-solid/icons/image-plus'
import { createSignal, Show } from 'solid-js'
import { ArrivingDialog } from '../../status/ArrivingDialog.tsx'
import { Avatar } from '../../ui/pictures/Avatar.tsx'
import { part } from '../../ui/reactive/part.ts'
import { t } from '../../words/picture.ts'
import { readPicture } from './cutPicture.ts'
import './picture-picker.css'

const CutDialog = part(() => import('./CutDialog.tsx'))

/**
 * Picks a picture of a person or a room by file dialog or drop, and cuts it to a square on this device. `onPicked` gets
 * its hash, or null to remove the picture. `id` and `name` of the person or room are for the initials that are shown
 * when there is no picture.
 */
export function PicturePicker(props: {
  label: string
  of: 'person' | 'room'
  picture: string | null
  id?: string
  name?: string
  onPicked: (hash: string | null) => void
}) {
  const [cutting, setCutting] = createSignal<ImageBitmap>()
  const [wrong, setWrong] = createSignal(false)
  const [over, setOver] = createSignal(false)
  let input!: HTMLInputElement

  const take = async (file: File | null | undefined) => {
    if (!file) return
    const picture = await readPicture(file)
    setWrong(picture === null)
    if (picture) setCutting(picture)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer?.files[0])
  }
  const stop = () => {
    cutting()?.close()
    setCutting(undefined)
  }

  return (
    <fieldset
      class="picture-picker"
      classList={{ over: over() }}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <legend class="field-label">{props.label}</legend>
      <Show when={props.picture || props.name} fallback={<Blank of={props.of} />}>
        <Avatar id={props.id ?? ''} name={props.name ?? ''} picture={props.picture} of={props.of} />
      </Show>
      <div class="picture-picker-acts">
        <button type="button" class="button slim" onClick={() => input.click()}>
          {props.picture ? t('change') : t('choose')}
        </button>
        <Show when={props.picture}>
          <button type="button" class="button slim" onClick={() => props.onPicked(null)}>
            {t('remove')}
          </button>
        </Show>
        <input
          ref={input}
          class="unseen"
          type="file"
          accept="image/*"
          tabindex="-1"
          aria-label={t('file', props.label)}
          onChange={(event) => {
            void take(event.currentTarget.files?.[0])
            event.currentTarget.value = ''
          }}
        />
      </div>
      <p class="field-about" role="status">
        {wrong() ? t('notOpened') : ''}
      </p>
      <Show when={cutting()}>
        {(picture) => (
          <ArrivingDialog onClose={stop}>
            <CutDialog picture={picture()} round={props.of === 'person'} onCut={props.onPicked} onClose={stop} />
          </ArrivingDialog>
        )}
      </Show>
    </fieldset>
  )
}

function Blank(props: { of: 'person' | 'room' }) {
  return (
    <span class="avatar blank" classList={{ 'of-room': props.of === 'room' }} aria-hidden="true">
      <ImagePlus size={20} />
    </span>
  )
}
