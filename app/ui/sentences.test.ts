import { expect, test } from 'vitest'
import { refusalCodes } from '../../shared/wire/results.ts'
import { sentences } from './sentences.ts'

test('every refusal of the relay has a sentence', () => {
  for (const code of refusalCodes) expect(sentences.refusal[code]).toMatch(/\.$/)
})
