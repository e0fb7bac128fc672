/**
 * SQLite keeps a large blob's start beside other rows, and copies of that can stay behind when it moves them; all beyond
 * one page lies in pages of its own, which secure_delete clears. So what must be erasable never lies in the first page.
 */
export const padding = new Uint8Array(4096)

export const padded = (bytes: Uint8Array): Uint8Array => {
  const all = new Uint8Array(padding.length + bytes.length)
  all.set(bytes, padding.length)
  return all
}
