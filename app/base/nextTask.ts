/** Lets the page draw and hear people before a long work goes on. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
