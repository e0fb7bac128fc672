/**
 * SQLite keeps the start of a large blob beside other rows, and can leave copies of it behind when it moves them.
 * Everything beyond one page lies in pages of its own, which secure_delete clears. So bytes that must be erasable never
 * lie in the first page.
 */
export const padding = new Uint8Array(4096)

export const padded = (bytes: Uint8Array): Uint8Array => {
  const all = new Uint8Array(padding.length + bytes.length)
  all.set(bytes, padding.length)
  return all
}
