/** What a reviewer brings to a check, and what is said of those who vouch: in the app and on the verifier page. */
export const reviewing = {
  trust: {
    witnesses: 'Witnesses whom you trust',
    witnessesText:
      'A witness is somebody outside who countersigned how far this ledger went. Its key counts only if it reached you from the witness or from somebody you trust, not from those who gave you the bundle.',
    keys: 'Keys of witnesses, one a line, or a whole policy',
    quorum: 'How many of them must have countersigned',
    enough: 'What is enough for you?',
    anything: 'Just say what is there',
    consistent: 'It must agree with something that I hold',
    witnessed: 'It must be countersigned',
    chooseKeys: 'Choose a file of keys',
    times: 'Times that others vouch for',
    timesText:
      'Time stamps and Bitcoin blocks show before or after which time an entry existed. They count only if you trust who made them, so bring their roots from elsewhere. They don’t change the verdict.',
    roots: 'Root certificates of time-stamp authorities (PEM)',
    rootsText: 'From the authority itself. Where you name any, no other roots count.',
    rootsShipped: 'Where you name none, the public roots that come with Sanad count (Mozilla’s list).',
    rootsNone:
      'This page brings no root certificates along: where you name none, a time stamp’s authority stays unknown here. Sanad itself brings public ones.',
    chooseRoots: 'Choose certificate files',
    blocks: 'Bitcoin blocks, one a line',
    blocksText:
      'The 80 bytes of a block’s header in hexadecimal, or its Merkle root and time (root@2024-04-20T00:09:27Z), from a source that you trust. Whether a block is one of the real chain can’t be told without a network.',
  },
  vouching: {
    title: 'Who vouches for how much',
    all_one: 'Its only entry is vouched for.',
    all_other: 'All {{count, number}} entries are vouched for.',
    none_one: 'Nobody outside vouches for its only entry.',
    none_other: 'Nobody outside vouches for any of the {{count, number}} entries.',
    some_one: 'Nobody outside vouches for the newest entry. The {{vouched}} before it are vouched for.',
    some_other:
      'Nobody outside vouches for the newest {{count, number}} entries. The {{vouched}} before them are vouched for.',
    despite: 'This is about the row of entries as it stands here, not about what doesn’t fit.',
    countersigned_one: '{{name}}: countersigned the first entry on {{at}}, by its own clock.',
    countersigned_other: '{{name}}: countersigned the first {{count, number}} entries on {{at}}, by its own clock.',
    silent: '{{name}}: no countersignature here.',
  },
} as const;
