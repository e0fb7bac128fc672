import ZoomIn from 'lucide-solid/icons/zoom-in'
import ZoomOut from 'lucide-solid/icons/zoom-out'
import { createEffect, createSignal } from 'solid-js'
import { t } from '../../words/picture.ts'
import { middleOf, moved, type Square, zoomedTo, zoomOf } from './square.ts'
import './cropper.css'

const largestZoom = 8
const keyStep = 0.05
const zoomStep = 1.15

/**
 * Chooses a square of the picture. Dragging or the arrow keys move it. Mouse wheel, two fingers, plus and minus, or the
 * slider zoom.
 */
export function Cropper(props: { picture: ImageBitmap; round: boolean; onSquare: (square: Square) => void }) {
  const [square, setSquare] = createSignal<Square>(middleOf(props.picture))
  const fingers = new Map<number, { x: number; y: number }>()
  let canvas!: HTMLCanvasElement

  createEffect(() => {
    const { x, y, edge } = square()
    canvas.getContext('2d')?.drawImage(props.picture, x, y, edge, edge, 0, 0, canvas.width, canvas.height)
    props.onSquare(square())
  })
  const move = (right: number, down: number) => setSquare(moved(square(), right, down, props.picture))
  const zoom = (to: number, right?: number, down?: number) =>
    setSquare(zoomedTo(square(), Math.min(Math.max(to, 1), largestZoom), props.picture, right, down))
  const zoomBy = (factor: number) => zoom(zoomOf(square(), props.picture) * factor)

  const keys: Record<string, () => void> = {
    ArrowLeft: () => move(-keyStep, 0),
    ArrowRight: () => move(keyStep, 0),
    ArrowUp: () => move(0, -keyStep),
    ArrowDown: () => move(0, keyStep),
    '+': () => zoomBy(zoomStep),
    '=': () => zoomBy(zoomStep),
    '-': () => zoomBy(1 / zoomStep),
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const act = event.ctrlKey || event.metaKey ? undefined : keys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  const onDown = (event: PointerEvent) => {
    canvas.setPointerCapture(event.pointerId)
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY })
  }
  const onMove = (event: PointerEvent) => {
    const before = fingers.get(event.pointerId)
    if (!before) return
    const apart = apartOf(fingers)
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    const shown = canvas.clientWidth * fingers.size
    move((before.x - event.clientX) / shown, (before.y - event.clientY) / shown)
    if (apart > 0) zoomBy(apartOf(fingers) / apart)
  }
  const onUp = (event: PointerEvent) => fingers.delete(event.pointerId)
  const onWheel = (event: WheelEvent) => {
    event.preventDefault()
    const { left, top, width, height } = canvas.getBoundingClientRect()
    const factor = Math.exp(-event.deltaY / 400)
    zoom(zoomOf(square(), props.picture) * factor, (event.clientX - left) / width, (event.clientY - top) / height)
  }

  return (
    <div class="cropper">
      {/* biome-ignore lint/a11y/useSemanticElements: this is a picture moved with keys, not a fieldset */}
      <div
        class="cropper-frame"
        classList={{ round: props.round }}
        role="group"
        tabindex="0"
        aria-label={t('part')}
        onKeyDown={onKeyDown}
      >
        <canvas
          ref={canvas}
          width="512"
          height="512"
          onPointerDown={onDown}
          onPointerMove={onMove}
          onPointerUp={onUp}
          onPointerCancel={onUp}
          on:wheel={{ handleEvent: onWheel, passive: false }}
        />
      </div>
      <div class="cropper-zoom">
        <ZoomOut size={16} />
        <input
          type="range"
          aria-label={t('zoom')}
          min="1"
          max={largestZoom}
          step="0.01"
          value={zoomOf(square(), props.picture)}
          onInput={(event) => zoom(event.currentTarget.valueAsNumber)}
        />
        <ZoomIn size={16} />
      </div>
    </div>
  )
}

/** The distance between two fingers, or 0 unless there are at least two. */
const apartOf = (fingers: Map<number, { x: number; y: number }>): number => {
  const [one, other] = [...fingers.values()]
  return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0
}
