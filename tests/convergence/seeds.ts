/** Seeds that once found a bug. Each of them runs again every time. */
export const keptSeeds: readonly { seed: number; found: string }[] = [
  { seed: 2, found: 'a setting that was replaced stood on in its second copy' },
  { seed: 3, found: 'no hello on a busy socket, so that a wrong clock was never put right' },
  { seed: 40, found: 'a record dated too early was written anew at the speed of the network' },
  { seed: 65, found: 'one record in two segments' },
  { seed: 156, found: 'the clocks of a refusal were told before the refusal, and the words let go' },
  { seed: 366, found: 'what a dead tab had written waited for the next reconnect' },
  { seed: 1001, found: 'what one tab said of the words of another was judged before them' },
  { seed: 1063, found: 'erased before its answer was heard, and then shown as not sent' },
  { seed: 2498, found: 'a tab died before it could tell the others what it had written down' },
  { seed: 3276, found: 'a sweep that every new reason put off' },
]

/** The same for stories with restored backups. */
export const keptRestores: readonly { seed: number; found: string }[] = [
  { seed: 36, found: 'what the relay wrote before its answer hid from a device how far the room had come' },
  { seed: 42, found: 'another device wrote in the places of lost words, and was refused' },
  { seed: 7, found: 'a room that was deleted after the backup stayed away from those who had seen that' },
  { seed: 41, found: 'words stayed as not sent, though another device had brought them' },
  { seed: 48, found: 'words that were put back twice waited for the next connection' },
  { seed: 106, found: 'words that their author brought to another segment were shown twice' },
]
