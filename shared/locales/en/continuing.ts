/** A vault that opens for reading only because a copy was put back, and how it goes on. */
export const continuing = {
  continuing: {
    open: 'What happened, and how to go on',
    title: 'This vault is open for reading only',
    happened: {
      'behind its last checkpoint':
        'The ledger is shorter than it was when it was signed last. So an older copy was put back, from a backup or from another disk. What was entered after that copy was made isn’t in it.',
      'differs from its last checkpoint':
        'The ledger isn’t the one that was signed last: two copies were worked on, or entries were changed. Keep a copy of the whole folder as it is, whatever you do next.',
      'last checkpoint is missing':
        'The file that holds the last signed checkpoint is missing or damaged. So it can’t be told whether this is the newest state of the ledger.',
      'not where it was last written':
        'This folder is not where it was when it was last written: it was moved to another disk, copied, or restored from a backup. The files alone don’t tell which.',
    },
    why: 'Nothing is lost by looking: everything here can be read and checked. It isn’t written to, because the same ledger must never have two continuations: nobody could tell later which of them is true.',
    newer:
      'Is the newer state still somewhere: on the old disk, in another copy? Then stop here, lock this vault, and go on with that one.',
    was: {
      label: 'What happened to this folder?',
      moved: 'It was moved',
      movedNote: 'The old one is gone, or nobody will ever write to it again.',
      copied: 'It is a copy, or was restored from a backup',
      copiedNote: 'Another one exists or may turn up. Choose this too when you don’t know.',
    },
    moved: {
      means:
        'The same ledger goes on. A new entry says that you said so, under your code. If the other folder is written to all the same, there are two histories of one ledger, and whoever compares their checkpoints sees it.',
      deed: 'Go on in the same ledger',
      busy: 'Writing it down.',
      done: 'The vault goes on',
      doneText: 'The ledger says that its folder was moved. You can work as before.',
    },
    deed: 'Go on in a new ledger',
    means: 'What that does',
    begins: 'A new ledger begins. Its first entry says that it goes on from this one, and after how many entries.',
    anew: 'Everything that is here is entered anew, each entry at the number that it has now. Files stay where they are.',
    kept: 'The old ledger is kept beside it and can still be read. Its signing key is destroyed, so nobody can add to it.',
    tell: 'Whoever holds a checkpoint, a bundle or a countersignature of the old ledger should be told, and be given a checkpoint of the new one.',
    passphrase: 'Your passphrase',
    busy: 'Entering everything anew. This can take a while.',
    done: 'The vault goes on in a new ledger',
    doneText:
      'You can work as before. Nobody outside vouches for the new ledger yet: make a checkpoint and give it to those who held one of the old ledger.',
    toLedger: 'Go to the ledger',
    says_one: 'This ledger says that it goes on from another one, after its only entry.',
    says_other: 'This ledger says that it goes on from another one, after its {{count, number}} entries.',
    saysText:
      'That is its own word. Whoever holds a checkpoint of the older ledger can compare it: Verify says whether the two fit.',
    older: 'The older ledger',
    unnoticed: 'On this disk a copy of the vault isn’t noticed',
    unnoticedText:
      'Its file system doesn’t tell a copied folder from one that stayed where it was. Never work with two copies of one vault: only checkpoints held by others would show it.',
  },
} as const;
