import { expect, test } from 'vitest'
import { parseMessage } from '../../../../shared/markdown/message.ts'
import { plainText } from '../../../../shared/markdown/plain.ts'
import type { RefusalCode } from '../../../../shared/wire/results.ts'
import type { CommandName } from './commands.ts'
import { type Commanded, runCommand, whyNot } from './runCommand.ts'

const stage = ({ refused = null, offline = false }: { refused?: RefusalCode | null; offline?: boolean } = {}) => {
  const done: unknown[] = []
  const said: string[] = []
  const waiting: Awaited<ReturnType<Commanded['room']['waiting']>>[number][] = []
  const page: Commanded = {
    room: {
      kind: () => 'room',
      may: () => true,
      judge: () => null,
      topic: () => 'Tomatoes',
      members: () => [],
      waiting: () => waiting,
      act: async (command) => {
        done.push(command)
        if (offline) waiting.push(command)
        return refused
      },
    },
    lobby: {
      findPerson: async (username) =>
        username === 'ghost' ? 'no-such-user' : { user: `u-${username}`, name: username, username, picture: null },
    },
    people: {
      change: async (change) => {
        done.push(change)
        return refused
      },
    },
    post: async (text) => void done.push(text),
    startCode: () => void done.push('starts code'),
    openPoll: (question) => void done.push({ question }),
    openRemind: (remind) => void done.push({ remind }),
    open: (dialog) => void done.push({ dialog }),
    say: (text) => void said.push(text.replace(/[\u2068\u2069]/g, '')),
  }
  const run = (command: CommandName, words = '') => runCommand(command, words, page)
  const failing = (command: CommandName, words = '') => run(command, words).then(() => null, whyNot)
  return { done, said, run, failing }
}
const drawn = (text: unknown) =>
  plainText(
    parseMessage(String(text), false, () => null),
    '',
  )

test('/me posts an action, and needs words', async () => {
  const { done, run, failing } = stage()
  await run('me', 'waves')
  expect(done).toEqual(['/me waves'])
  expect(await failing('me')).toMatch(/after \/me/)
})

test('/shrug puts a shrug behind the text, drawn with all its signs', async () => {
  const { done, run } = stage()
  await run('shrug', 'who knows')
  await run('shrug')
  expect(done.map(drawn)).toEqual(['who knows ¯\\_(ツ)_/¯', '¯\\_(ツ)_/¯'])
})

test('/code posts a block around any code, and without words starts one in the field', async () => {
  const { done, run } = stage()
  await run('code', 'a\n```\nb')
  await run('code')
  expect(done).toEqual(['````\na\n```\nb\n````', 'starts code'])
})

test('/poll opens the dialog with what is asked', async () => {
  const { done, run } = stage()
  await run('poll', 'Where shall we eat?')
  await run('poll')
  expect(done).toEqual([{ question: 'Where shall we eat?' }, { question: '' }])
})

test('/remind asks when, and needs words that are not too long', async () => {
  const { done, run, failing } = stage()
  await run('remind', ' call ann ')
  expect(done).toEqual([{ remind: 'call ann' }])
  expect(await failing('remind')).toMatch(/after \/remind/)
  expect(await failing('remind', 'x'.repeat(501))).toMatch(/501 characters of at most 500/)
})

test('/topic changes the topic, says the present one, and waits without a network', async () => {
  const { done, said, run } = stage()
  await run('topic', ' Apples  and pears ')
  await run('topic')
  expect(done).toEqual([{ do: 'change', topic: 'Apples and pears' }])
  expect(said).toEqual(['Topic changed.', 'The topic is “Tomatoes”.'])
  const away = stage({ offline: true })
  await away.run('topic', 'Apples')
  expect(away.said).toEqual(['The topic will change when you’re back online.'])
})

test('/topic refuses what is too long, and says why the server refused', async () => {
  expect(await stage().failing('topic', 'x'.repeat(251))).toMatch(/251 characters of at most 250/)
  expect(await stage({ refused: 'not-allowed' }).failing('topic', 'x')).not.toMatch(/didn’t work/)
})

test('/invite adds people, opens the dialog without names, and names whom it can’t add', async () => {
  const { done, said, run, failing } = stage()
  await run('invite', '@ann, bob')
  await run('invite')
  expect(done).toEqual([{ do: 'add', user: 'u-ann' }, { do: 'add', user: 'u-bob' }, { dialog: 'invite' }])
  expect(said).toEqual(['ann is now a member. bob is now a member.'])
  expect(await failing('invite', '@ann @ghost')).toMatch(/ann\W* is now a member.*@ghost/)
})

test('/status sets the status with the emoji in front, clears it, and opens its dialog', async () => {
  const { done, run, failing } = stage()
  await run('status', '🍲 at lunch')
  await run('status', 'away')
  await run('status', 'clear')
  await run('status')
  expect(done).toEqual([
    { status: { emoji: '🍲', text: 'at lunch', until: null, quiet: false } },
    { status: { emoji: '', text: 'away', until: null, quiet: false } },
    { status: null },
    { dialog: 'status' },
  ])
  expect(await failing('status', 'x'.repeat(81))).toMatch(/81 characters/)
})

test('/leave asks first', async () => {
  const { done, run } = stage()
  await run('leave')
  expect(done).toEqual([{ dialog: 'leave' }])
})
