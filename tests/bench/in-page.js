// Runs in every page before the app does. Plain JavaScript: functions that a loader has rewritten do not run there.

/** Milliseconds since the navigation began at which a message with this text was on screen first. */
const paintedAt = (text) =>
  new Promise((resolve) => {
    const isThere = () =>
      [...document.querySelectorAll('article.message')].some((row) => row.textContent.includes(text))
    const look = () => {
      if (!isThere()) return
      observer.disconnect()
      // After the next frame's paint, not before it.
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

/** How many documents whose database begins so are in this device's storage. */
const countHeld = async (prefix) => {
  for (const { name } of await indexedDB.databases())
    if (name.startsWith(prefix) && !held.has(name) && (await holdsSomething(name))) held.add(name)
  return held.size
}

window.bench = { painted, countHeld }

// The fragment says from the first moment on what to look for.
if (location.hash) painted(decodeURIComponent(location.hash.slice(1)))
