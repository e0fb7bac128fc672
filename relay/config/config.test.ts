import { describe, expect, it } from 'vitest'
import { BadConfig, readConfig } from './config.ts'

describe('configuration', () => {
  it('serves on the loopback address at port 8300 by default', () => {
    expect(readConfig([], {})).toMatchObject({
      command: 'serve',
      username: '',
      port: 8300,
      host: '127.0.0.1',
      origins: [],
      registration: 'open',
      roomsADay: 50,
      trustedProxies: [],
    })
  })

  it('prefers a flag to its variable', () => {
    expect(readConfig(['--port', '1'], { PORT: '2' }).port).toBe(1)
    expect(readConfig([], { PORT: '2' }).port).toBe(2)
  })

  it('treats an empty flag or variable as not set', () => {
    const plain = readConfig([], {})
    const names = ['port', 'host', 'data', 'origin', 'registration', 'trusted-proxy', 'smtp', 'mail-from']
    const ofProvider = ['oidc-issuer', 'oidc-client-id', 'oidc-name']
    const ofSeed = ['irc', 'room', 'limit', 'owner', 'password']
    for (const empty of ['', '  ']) {
      for (const name of [...names, ...ofProvider, ...ofSeed]) {
        expect(readConfig([`--${name}=${empty}`], {}), name).toEqual(plain)
        const variable = name === 'smtp' ? 'SMTP_URL' : name.replaceAll('-', '_').toUpperCase()
        expect(readConfig([], { [variable]: empty }), variable).toEqual(plain)
      }
      expect(readConfig([], { DEMO: empty, OIDC_CLIENT_SECRET: empty })).toEqual(plain)
    }
    expect(readConfig(['--host', ''], { HOST: '::1' }).host).toBe('::1')
  })

  it('accepts an IPv6 address as written in a URL, too', () => {
    expect(readConfig(['--host', '[::1]'], {}).host).toBe('::1')
  })

  it('says that an origin with a path is not supported', () => {
    expect(() => readConfig(['--origin', 'https://a.example/chat'], {})).toThrow(
      'Yabber needs a host name of its own: a path such as /chat is not supported. Pass --origin https://a.example.',
    )
  })

  it('accepts several origins, each exact', () => {
    expect(readConfig(['--origin', 'https://a.example, http://localhost:1/'], {}).origins).toEqual([
      'https://a.example',
      'http://localhost:1',
    ])
    for (const origin of ['a.example', 'https://a.example/chat', 'ftp://a.example', '*'])
      expect(() => readConfig(['--origin', origin], {})).toThrow(BadConfig)
  })

  it('refuses unknown settings with a sentence that helps', () => {
    expect(() => readConfig(['--prot', '1'], {})).toThrow(BadConfig)
    expect(() => readConfig(['fly'], {})).toThrow('There is no command "fly"')
    expect(() => readConfig(['--port', '70000'], {})).toThrow('0 to 65535')
    expect(() => readConfig([], { REGISTRATION: 'maybe' })).toThrow('open, invitation or closed')
  })

  it('accepts a mail server, and knows which address mails come from', () => {
    expect(readConfig([], {}).smtp).toBeNull()
    expect(readConfig(['--smtp', 'smtp://relay:secret@mail.example:587'], {}).smtp).toEqual({
      url: 'smtp://relay:secret@mail.example:587',
      from: 'yabber@localhost',
    })
    const environment = { SMTP_URL: 'smtps://mail.example', ORIGIN: 'https://chat.example.org' }
    expect(readConfig([], environment).smtp?.from).toBe('yabber@chat.example.org')
    const named = { ...environment, MAIL_FROM: 'Our chat <chat@example.org>' }
    expect(readConfig([], named).smtp?.from).toBe('Our chat <chat@example.org>')
  })

  it("never repeats the password of a mail server that it can't use", () => {
    const read = (url: string, from = 'a@b.c') => readConfig(['--smtp', url, '--mail-from', from], {})
    for (const url of ['mail.example', 'http://u:secret@mail.example', 'smtp:'])
      expect(() => read(url)).toThrow('A mail server looks like smtp://user:password@mail.example.org:587.')
    for (const from of ['nobody', 'a@b.c\nBcc: d@e.f', 'a@b.c, d@e.f'])
      expect(() => read('smtp://mail.example', from)).toThrow(BadConfig)
  })

  it('accepts a provider to sign in with, and reads its secret only from the environment', () => {
    const flags = ['--oidc-issuer', 'https://login.example.org/', '--oidc-client-id', 'yabber']
    expect(readConfig(flags, { OIDC_CLIENT_SECRET: 'hush' }).oidc).toEqual({
      issuer: 'https://login.example.org/',
      clientId: 'yabber',
      clientSecret: 'hush',
      name: 'login.example.org',
    })
    expect(readConfig([...flags, '--oidc-name', 'Guild'], {}).oidc).toMatchObject({ name: 'Guild', clientSecret: null })
    expect(readConfig([], {}).oidc).toBeNull()
    expect(() => readConfig(flags.slice(0, 2), {})).toThrow('--oidc-client-id')
    expect(() => readConfig(['--oidc-issuer', 'http://login.example.org'], {})).toThrow('https://login.example.org')
    expect(readConfig(['--oidc-issuer', 'http://127.0.0.1:1', '--oidc-client-id', 'x'], {}).oidc).not.toBeNull()
  })
})

it('a flag or a variable sets how many rooms an account can create a day, and the default is 50', () => {
  const read = (args: string[], ROOMS_PER_DAY?: string) => readConfig(args, { ROOMS_PER_DAY }).roomsADay
  expect([read([]), read([], ''), read([], '7'), read(['--rooms-per-day', '9'], '7')]).toEqual([50, 50, 7, 9])
  for (const wrong of ['none', '0', '-1', '1.5']) expect(() => read([`--rooms-per-day=${wrong}`])).toThrow(/at least 1/)
})
