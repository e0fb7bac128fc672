import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'
import { seedSettings, settings, settingsTable, usage } from './flags.ts'

describe('settings', () => {
  it('are in the README as the table built from them', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
    expect(readme).toContain(settingsTable())
  })

  it('are all in --help', () => {
    for (const { flag, variable } of [...settings, ...seedSettings]) {
      if (flag) expect(usage).toContain(`--${flag}`)
      if (variable) expect(usage).toContain(variable)
    }
  })

  it('are all accepted, with the examples that --help gives', () => {
    const args = [...settings, ...seedSettings].flatMap(({ flag, example }) => {
      if (flag === null) return []
      return example === null ? [`--${flag}`] : [`--${flag}`, example.replaceAll('"', '')]
    })
    expect(readConfig(args, {})).toMatchObject({
      origins: ['https://chat.example.org'],
      oidc: { name: 'Our login' },
      seed: { zone: 'Europe/Berlin' },
    })
  })
})
