import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, normalizePath, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import solid from 'vite-plugin-solid'
import { isPlain } from '../shared/names/looks.ts'
import { emojisPlugin } from './emoji/emojis.vite.ts'

/** Address of the relay for `npm run dev`. */
const relay = process.env.RELAY_URL || 'http://127.0.0.1:8300'

/** Keeps 6 kB of the library's 28 kB table: letters that look like one of ours. The app does not compare the others. */
const onlyPlainLooks: Plugin = {
  name: 'only-plain-looks',
  enforce: 'pre',
  transform: (code, id) =>
    id.endsWith('/unhomoglyph/data.json')
      ? JSON.stringify(Object.fromEntries(Object.entries<string>(JSON.parse(code)).filter(([, look]) => isPlain(look))))
      : null,
}

/*
 * Three files for what everybody loads, each with all that its modules import: `first` for the first frame, the room,
 * and the parts that follow a moment later. Split by who imports what, they were ninety files, and every file costs a
 * request and compresses worse. What only some people open stays in files of its own.
 */

const room = { name: 'room', test: /[\\/]room[\\/]RoomPage\.tsx$/ }

/** Modules that are imported dynamically in the first seconds of every session. */
const soonParts = [
  'emoji/emojiFont.ts',
  'lobby/list/RoomMenu.tsx',
  'lobby/model/ownThings.ts',
  'lobby/model/startBackground.ts',
  'lobby/model/threadList.ts',
  'lobby/own/OwnLinks.tsx',
  'room/composer/bar/Tools.tsx',
  'room/message/ActsBar.tsx',
  'room/message/ActsMenu.tsx',
  'room/message/ReactMenu.tsx',
  'room/model/mentions.ts',
  'room/model/readBy.ts',
  'room/model/splitText.ts',
  'room/model/telling.ts',
  'room/read/ReadByLine.tsx',
  'room/select/SelectHands.tsx',
  'shell/Bars.tsx',
  'switcher/Switcher.tsx',
].map((path) => {
  const whole = join(import.meta.dirname, path)
  if (!existsSync(whole)) throw new Error(`${path} is loaded soon, but is not there`)
  return normalizePath(whole)
})

const soon = { name: 'soon', test: (id: string) => soonParts.includes(id) }

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    solid(),
    onlyPlainLooks,
    emojisPlugin(),
    VitePWA({
      strategies: 'injectManifest',
      registerType: 'prompt',
      injectRegister: false,
      srcDir: '.',
      filename: 'sw.ts',
      // Not the emoji font: most systems have one, and only the others fetch ours.
      injectManifest: { globPatterns: ['**/*.{css,html,ico,js,png,svg}'] },
      manifest: {
        id: '/',
        name: 'Yabber',
        short_name: 'Yabber',
        description: 'Group chat that belongs to the people who use it.',
        lang: 'en',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        background_color: '#f5f7f6',
        theme_color: '#f5f7f6',
        categories: ['social', 'productivity'],
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-maskable-192.png', sizes: '192x192', type: 'image/png', purpose: 'maskable' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
      },
    }),
  ],
  // The verifying worker imports its fallback library on demand, which a classic worker cannot do.
  worker: { format: 'es' },
  build: {
    outDir: '../dist/app',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // One stylesheet of 3 kB more. A browser does not fetch a stylesheet again after it failed, so a part loaded at the
    // second try would have no style.
    cssCodeSplit: false,
    rolldownOptions: {
      checks: { bundlerTimings: false },
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }, room, soon] } },
    },
  },
  server: {
    proxy: {
      '/api': relay,
      '/sync': { target: relay, ws: true },
      '/archive': relay,
      '/sitemap.xml': relay,
      '/robots.txt': relay,
    },
  },
})
