/** Why a server accepts nothing. Several dictionaries say this in the same words. */
export const barred = {
  address: 'This server doesn’t accept this address. Its administrator can allow it with --origin.',
  full: 'The server’s disk is full. Nothing was changed. Try again later, or tell its administrator.',
}
