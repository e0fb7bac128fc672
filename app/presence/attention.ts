import type { Clock } from '../base/clock.ts'
import { Listeners } from '../base/listeners.ts'

/** Whether somebody is using this page. */
export interface Attention {
  status(): 'online' | 'away'
  /** Whether the page is visible. */
  isShown(): boolean
  changed: Listeners<void>
  close(): void
}

export type Page = Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>

export const awayAfterMs = 5 * 60_000
const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'] as const

/** The person is away after `awayAfterMs` without input. A hidden page gets no input. `page` is null in tests. */
export const watchAttention = (page: Page | null, clock: Clock): Attention => {
  const changed = new Listeners<void>()
  let touchedAt = clock.now()
  let away = false
  let cancel = () => {}

  const wait = () => {
    cancel = clock.after(touchedAt + awayAfterMs - clock.now(), () => {
      if (clock.now() - touchedAt < awayAfterMs) return wait()
      away = true
      changed.emit()
    })
  }
  const touched = () => {
    touchedAt = clock.now()
    if (!away) return
    away = false
    wait()
    changed.emit()
  }
  const turned = () => {
    // A person who shows or hides the page is there at that moment.
    touched()
    changed.emit()
  }
  for (const sign of signs) page?.addEventListener(sign, touched, { passive: true, capture: true })
  page?.addEventListener('visibilitychange', turned)
  wait()

  return {
    status: () => (away ? 'away' : 'online'),
    isShown: () => page?.visibilityState !== 'hidden',
    changed,
    close: () => {
      cancel()
      for (const sign of signs) page?.removeEventListener(sign, touched, { capture: true })
      page?.removeEventListener('visibilitychange', turned)
    },
  }
}
