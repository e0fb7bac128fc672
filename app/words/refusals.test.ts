import { expect, test } from 'vitest'
import { refusalCodes } from '../../shared/wire/results.ts'
import { t } from './refusals.ts'

test('every refusal of the relay has a sentence', () => {
  for (const code of refusalCodes) expect(t(`why.${code}`)).toMatch(/\.$/)
})
