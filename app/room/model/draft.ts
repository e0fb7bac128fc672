/** What was typed and not sent, per account and room, on this device. Losing a draft must never stop anyone from writing. */
const start = (user: string) => `draft ${user} `
/** In case that what the browser keeps is cleared under the page. */
const here = new Map<string, string>()
globalThis.addEventListener?.('storage', ({ key, newValue }) => {
  if (key !== null && newValue === null) here.delete(key) // sent in another tab
})
const place = (user: string, room: string) => `${start(user)}${room}`

export function readDraft(user: string, room: string): string {
  try {
    return localStorage.getItem(place(user, room)) ?? here.get(place(user, room)) ?? ''
  } catch {
    // Storage is blocked here.
    return here.get(place(user, room)) ?? ''
  }
}

export function keepDraft(user: string, room: string, text: string) {
  if (text) here.set(place(user, room), text)
  else here.delete(place(user, room))
  try {
    if (text) localStorage.setItem(place(user, room), text)
    else localStorage.removeItem(place(user, room))
  } catch {
    // Storage is blocked or full: the draft lives as long as the field does.
  }
}

/** Whoever signs in here next must not find them. */
export function forgetDrafts(user: string) {
  for (const key of [...here.keys()]) if (key.startsWith(start(user))) here.delete(key)
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(start(user))) localStorage.removeItem(key)
  } catch {
    // Storage is blocked: nothing was kept.
  }
}
