/** What was typed and not sent, per account and room, on this device. Losing a draft must never stop anyone from writing. */
const start = (user: string) => `draft ${user} `
const place = (user: string, room: string) => `${start(user)}${room}`

export function readDraft(user: string, room: string): string {
  try {
    return localStorage.getItem(place(user, room)) ?? ''
  } catch {
    // Storage is blocked here: begin with an empty field.
    return ''
  }
}

export function keepDraft(user: string, room: string, text: string) {
  try {
    if (text) localStorage.setItem(place(user, room), text)
    else localStorage.removeItem(place(user, room))
  } catch {
    // Storage is blocked or full: the draft lives as long as the field does.
  }
}

/** Whoever signs in here next must not find them. */
export function forgetDrafts(user: string) {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(start(user))) localStorage.removeItem(key)
  } catch {
    // Storage is blocked: nothing was kept.
  }
}
