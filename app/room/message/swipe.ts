/** Closer to the edge than this, a swipe is the browser's or the system's gesture for going back. */
const edgePx = 28
/** A finger that moves less rests. */
const restPx = 10
/** How far to swipe for a reply. */
export const replyPx = 56
const farthestPx = 80

/** A finger on a message. `by`: how far the message is moved to the right. */
export type Swipe =
  | { name: 'resting'; x: number; y: number }
  | { name: 'swiping'; x: number; by: number }
  | { name: 'other' }

export const beginSwipe = (x: number, y: number, width: number): Swipe =>
  x < edgePx || x > width - edgePx ? { name: 'other' } : { name: 'resting', x, y }

/** Only a finger that sets out to the right swipes. Once it goes elsewhere, it scrolls or selects until it is lifted. */
export const moveSwipe = (swipe: Swipe, x: number, y: number): Swipe => {
  switch (swipe.name) {
    case 'other':
      return swipe
    case 'swiping':
      return { ...swipe, by: Math.max(0, Math.min(farthestPx, x - swipe.x)) }
    case 'resting': {
      const right = x - swipe.x
      const down = Math.abs(y - swipe.y)
      if (Math.abs(right) < restPx && down < restPx) return swipe
      return right > 2 * down ? moveSwipe({ name: 'swiping', x: swipe.x, by: 0 }, x, y) : { name: 'other' }
    }
  }
}

export const isReply = (swipe: Swipe): boolean => swipe.name === 'swiping' && swipe.by >= replyPx
