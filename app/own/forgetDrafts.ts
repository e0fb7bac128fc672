/** Where the drafts of an account are in localStorage. */
export const start = (user: string) => `drafts ${user} `
/** Where plain texts stood before drafts were shared. */
export const oldStart = (user: string) => `draft ${user} `

/** Deletes all drafts of an account, so that the next person who signs in here does not find them. */
export const forgetDrafts = (user: string): void =>
  void withStorage((storage) => {
    for (const key of Object.keys(storage))
      if (key.startsWith(start(user)) || key.startsWith(oldStart(user))) storage.removeItem(key)
  })

/** Undefined if storage is blocked or full. */
export const withStorage = <T>(use: (storage: Storage) => T): T | undefined => {
  try {
    return use(localStorage)
  } catch {
    return undefined
  }
}
