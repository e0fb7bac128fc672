/** Seeds that once found a bug. Each of them runs again every time. */
export const keptSeeds: readonly { seed: number; found: string }[] = [
  { seed: 2, found: 'a setting that was replaced stayed in its second copy' },
  { seed: 3, found: 'a busy socket got no hello, so a wrong clock was never corrected' },
  { seed: 40, found: 'a record dated too early was written again as fast as the network allowed' },
  { seed: 65, found: 'one record was in two segments' },
  { seed: 156, found: 'the clocks of a refusal arrived before the refusal, and the text was dropped' },
  { seed: 296, found: 'an answer that was lost was asked for only once' },
  { seed: 317, found: 'a message that reached the disk after its room was deleted waited for ever' },
  { seed: 366, found: 'what a tab wrote before it died waited for the next reconnect' },
  { seed: 493, found: 'a message written in the moment in which its room was deleted waited for ever' },
  { seed: 638, found: 'a draft that only its record knew was lost when a newer one reached the relay first' },
  { seed: 692, found: 'a message to be sent later was dropped, because its segment of the own room was full' },
  { seed: 1001, found: 'what one tab wrote about the message of another was judged before that message' },
  { seed: 1063, found: 'a message was erased before its answer arrived, and was then shown as not sent' },
  { seed: 2498, found: 'a tab died before it could tell the others what it had written to the disk' },
  { seed: 3276, found: 'every new reason put off the next try' },
  {
    seed: 20191,
    found: 'a refusal was never heard, because a second copy of a record was taken for an erasure each time',
  },
  { seed: 20260, found: 'the same for a vote' },
  { seed: 20102, found: 'a message to be sent later stayed for ever, because the record of its turn was dated anew' },
]

/** The same for stories with restored backups. */
export const keptRestores: readonly { seed: number; found: string }[] = [
  { seed: 36, found: 'what the relay wrote before its answer hid from a device how far the room had come' },
  { seed: 42, found: 'another device had written in the places of lost messages, and those were refused' },
  { seed: 7, found: 'a room that was deleted after the backup stayed away from those who had seen that' },
  { seed: 41, found: 'messages stayed as not sent, though another device had brought them' },
  { seed: 48, found: 'messages that were put back twice waited for the next connection' },
  { seed: 12, found: 'an erasure was given up because its target came back only later, in another segment' },
  { seed: 15, found: 'a reaction was given up because the post came back only later, in another segment' },
  { seed: 34, found: 'edits were given up because the post came back only later, in another segment' },
  { seed: 35, found: 'a post of a full segment waited twice, because the head moved on when it was to go there' },
  { seed: 97, found: 'an erased message stayed on a device that had it in a second place, which the relay had lost' },
  { seed: 106, found: 'a reaction was given up because the post came back only later, in another segment' },
  { seed: 286, found: 'an edit that its writer erased again stayed as not sent, after the relay had called it erased' },
]
