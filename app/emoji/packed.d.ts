/** All emoji as text, one a line. `emojis.vite.ts` makes it when the app is built, `table.ts` reads it. */
declare module 'virtual:emojis' {
  const packed: string
  export default packed
}
