// Runs in every page before the app does. It is plain JavaScript, since functions that a loader has rewritten fail in
// the page.

/** Milliseconds from the start of the navigation until a message with this text is first on screen. */
const paintedAt = (text) =>
  new Promise((resolve) => {
    const isThere = () =>
      [...document.querySelectorAll('article.message')].some((row) => row.textContent.includes(text))
    const look = () => {
      if (!isThere()) return
      observer.disconnect()
      // Wait until the next frame has been painted.
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))
    }
    const observer = new MutationObserver(look)
    observer.observe(document, { childList: true, subtree: true, characterData: true })
    look()
  })

const noted = new Map()
const painted = (text) => {
  if (!noted.has(text)) noted.set(text, paintedAt(text))
  return noted.get(text)
}

const held = new Set()
const holdsSomething = (name) =>
  new Promise((resolve) => {
    const opening = indexedDB.open(name)
    opening.onerror = () => resolve(false)
    opening.onsuccess = () => {
      const database = opening.result
      const counting = database.transaction('updates').objectStore('updates').count()
      counting.onsuccess = () => {
        database.close()
        resolve(counting.result > 0)
      }
    }
  })

/** How many documents this device has stored in databases whose names start with `prefix`. */
const countHeld = async (prefix) => {
  for (const { name } of await indexedDB.databases())
    if (name.startsWith(prefix) && !held.has(name) && (await holdsSomething(name))) held.add(name)
  return held.size
}

/** Milliseconds from a click until a message with this text, which was not on screen before, is painted. */
const clicked = async (selector, text) => {
  const before = performance.now()
  const paint = paintedAt(text)
  document.querySelector(selector).click()
  return (await paint) - before
}

/** Notes the time between frames, the long tasks, and how much of the list had no rows, until `stop` is called. */
const watchFrames = () => {
  const gaps = []
  const longTasks = []
  const blankPx = []
  let last = performance.now()
  let watching = true
  const frame = (at) => {
    gaps.push(at - last)
    last = at
    if (watching) requestAnimationFrame(frame)
  }
  requestAnimationFrame((at) => {
    last = at
    requestAnimationFrame(frame)
  })
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration)
  })
  observer.observe({ entryTypes: ['longtask'] })
  const box = document.querySelector('[role=log]')
  // This comes before the app hears of it, so it sees what was on screen last.
  const lookAtRows = () => blankPx.push(blankIn(box))
  addEventListener('scroll', lookAtRows, { capture: true, passive: true })
  window.bench.stop = () => {
    watching = false
    observer.disconnect()
    removeEventListener('scroll', lookAtRows, { capture: true })
    return { gaps, longTasks, blankPx }
  }
}

/** How many pixels of the list have no rows, above or below those that are drawn. */
const blankIn = (box) => {
  const rows = [...box.querySelectorAll('[data-key], [class^=row-]')].map((row) => row.getBoundingClientRect())
  const { top, bottom } = box.getBoundingClientRect()
  const [first, last] = [Math.min(...rows.map((row) => row.top)), Math.max(...rows.map((row) => row.bottom))]
  return Math.min(bottom - top, Math.max(0, first - top - aroundRowsPx, bottom - last - aroundRowsPx))
}
/** Rows have air around them. */
const aroundRowsPx = 24

/** Scrolls up by a step in each frame until the start of the room is there. Returns how many pixels that was. */
const climb = async (stepPx) => {
  const box = document.querySelector('[role=log]')
  const frame = () => new Promise((done) => requestAnimationFrame(done))
  const isAtStart = () => box.scrollTop === 0 && box.querySelector('.row-start:not(.loading)') !== null
  let climbed = 0
  while (!isAtStart()) {
    climbed += Math.min(stepPx, box.scrollTop)
    box.scrollTop -= stepPx
    await frame()
  }
  return climbed
}

window.bench = { painted, countHeld, clicked, watchFrames, climb }

// The text to wait for is in the fragment, so that we look for it from the start.
if (location.hash) painted(decodeURIComponent(location.hash.slice(1)))
