/** Resolves in the next turn of the event loop, so that other work can run in between. */
export const nextTurn = (): Promise<void> => new Promise((resume) => setImmediate(resume))
