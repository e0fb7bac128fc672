import { sentences } from '../../ui/sentences.ts'

/** Why a provider sent somebody back to the door, in a sentence; undefined where it did not. */
export const sayTrouble = (code: string | string[] | undefined): string | undefined =>
  Object.entries(sentences.provider).find(([known]) => known === code)?.[1]
