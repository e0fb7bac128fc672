/** Where distributions put the whole browser. */
export const withWindows: readonly string[]
/** Path of a Chromium: an existing one if there is any, else one is installed. Null if neither works. */
export function findBrowser(root: string): Promise<string | null>
