/** Builds dist/app and dist/relay, unless they were built from exactly these sources. Throws if it cannot. */
export function ensureBuilt(root: string): void
