/** What was typed and not sent, per room, on this device. Losing a draft must never stop anyone from writing. */
const place = (room: string) => `draft ${room}`

export function readDraft(room: string): string {
  try {
    return localStorage.getItem(place(room)) ?? ''
  } catch {
    // Storage is blocked here: begin with an empty field.
    return ''
  }
}

export function keepDraft(room: string, text: string) {
  try {
    if (text) localStorage.setItem(place(room), text)
    else localStorage.removeItem(place(room))
  } catch {
    // Storage is blocked or full: the draft lives as long as the field does.
  }
}
