/** Builds dist/app and dist/relay unless they were built from exactly these sources. Throws if the build fails. */
export function ensureBuilt(root: string): void
