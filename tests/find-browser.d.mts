/** Path of a Chromium, looked for where people have one and else installed; null if there is no way. */
export function findBrowser(root: string): Promise<string | null>
