import Bold from 'lucide-solid/icons/bold'
import Code from 'lucide-solid/icons/code'
import Eye from 'lucide-solid/icons/eye'
import EyeOff from 'lucide-solid/icons/eye-off'
import Italic from 'lucide-solid/icons/italic'
import Link from 'lucide-solid/icons/link'
import List from 'lucide-solid/icons/list'
import ListOrdered from 'lucide-solid/icons/list-ordered'
import ListTodo from 'lucide-solid/icons/list-todo'
import SquareCode from 'lucide-solid/icons/square-code'
import Strikethrough from 'lucide-solid/icons/strikethrough'
import TextQuote from 'lucide-solid/icons/text-quote'
import { createSignal, For, type JSX } from 'solid-js'
import { t } from '../../../words/formatting.ts'
import { type Format, formats, keys } from '../edit/formats.ts'
import './format-bar.css'

const icons: Record<Format, () => JSX.Element> = {
  bold: () => <Bold size={18} />,
  italic: () => <Italic size={18} />,
  strike: () => <Strikethrough size={18} />,
  link: () => <Link size={18} />,
  code: () => <Code size={18} />,
  block: () => <SquareCode size={18} />,
  quote: () => <TextQuote size={18} />,
  bullets: () => <List size={18} />,
  numbers: () => <ListOrdered size={18} />,
  tasks: () => <ListTodo size={18} />,
  spoiler: () => <EyeOff size={18} />,
}

/** The buttons that format. The focus stays in the field; with the keyboard, the arrow keys move along the bar. */
export function FormatBar(props: {
  isApple: boolean
  preview: boolean
  onFormat: (format: Format) => void
  onPreview: () => void
}) {
  const [active, setActive] = createSignal(0)
  let bar!: HTMLDivElement
  const last = formats.length
  const step = (event: KeyboardEvent) => {
    const to = placeAfter(event.key, active(), last)
    if (to === null) return
    event.preventDefault()
    setActive(to)
    bar.querySelectorAll('button')[to]?.focus()
  }
  const button = (at: number) => ({
    type: 'button' as const,
    class: 'icon-button',
    get tabindex() {
      return active() === at ? 0 : -1
    },
    onPointerDown: (event: PointerEvent) => event.preventDefault(),
    onFocus: () => setActive(at),
  })
  return (
    <div ref={bar} class="format-bar" role="toolbar" aria-label={t('bar')} onKeyDown={step}>
      <For each={formats}>
        {(format, at) => (
          <button
            {...button(at())}
            aria-label={t(`format.${format}`)}
            title={withKey(format, props.isApple)}
            onClick={() => props.onFormat(format)}
          >
            {icons[format]()}
          </button>
        )}
      </For>
      <button
        {...button(last)}
        class="icon-button format-preview"
        aria-pressed={props.preview}
        aria-label={t('preview')}
        title={t('preview')}
        onClick={() => props.onPreview()}
      >
        <Eye size={18} />
      </button>
    </div>
  )
}

/** Where a key leads from a button; null if it leads nowhere. The arrow keys follow the direction of the page. */
const placeAfter = (key: string, at: number, last: number): number | null => {
  const by = document.documentElement.dir === 'rtl' ? -1 : 1
  switch (key) {
    case 'ArrowRight':
      return (at + by + last + 1) % (last + 1)
    case 'ArrowLeft':
      return (at - by + last + 1) % (last + 1)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}

const withKey = (format: Format, isApple: boolean): string => {
  const name = t(`format.${format}`)
  const found = keys[format]
  return found ? t('withKey', name, t(isApple ? 'keyOnMac' : 'key', found.key.toUpperCase(), found.shift)) : name
}
