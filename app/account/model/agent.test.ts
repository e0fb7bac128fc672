import { expect, test } from 'vitest'
import { agentText } from './agent.ts'

test.each([
  [{ browser: 'Firefox', system: 'Linux' }, 'Firefox on Linux'],
  [{ browser: 'Firefox', system: '' }, 'Firefox'],
  [{ browser: '', system: 'Linux' }, 'Linux'],
  [{ browser: '', system: '' }, null],
])('what the relay knows of a device, %j, is shown as %j', (agent, text) => expect(agentText(agent)).toBe(text))
