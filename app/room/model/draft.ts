/** Text typed and not sent, kept on this device per account and room. If it can't be kept, people can still write. */
const start = (user: string) => `draft ${user} `
/** A copy in memory, in case the browser's storage is blocked or cleared while the page is open. */
const here = new Map<string, string>()
globalThis.addEventListener?.('storage', ({ key, newValue }) => {
  if (key !== null && newValue === null) here.delete(key) // sent in another tab
})
const place = (user: string, room: string) => `${start(user)}${room}`

export function readDraft(user: string, room: string): string {
  try {
    return localStorage.getItem(place(user, room)) ?? here.get(place(user, room)) ?? ''
  } catch {
    // Storage is blocked.
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
    // Storage is blocked or full: the draft lasts only until the page closes.
  }
}

/** Deletes all drafts of an account, so that the next person who signs in here does not find them. */
export function forgetDrafts(user: string) {
  for (const key of [...here.keys()]) if (key.startsWith(start(user))) here.delete(key)
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(start(user))) localStorage.removeItem(key)
  } catch {
    // Storage is blocked: nothing was kept.
  }
}
