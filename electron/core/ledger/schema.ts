import type { Migration } from '../vault/database.ts';

/**
 * The ledger's own tables. Append-only by trigger as well as by code: whoever gets at the connection still can't change or
 * remove an entry by mistake, and nothing can be put in anywhere but at the end.
 */
export const ledgerMigrations: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE ledger (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        id TEXT NOT NULL CHECK (length(id) = 64)
      ) STRICT;

      CREATE TABLE entry (
        seq INTEGER PRIMARY KEY CHECK (seq >= 0),
        leaf BLOB NOT NULL CHECK (length(leaf) = 32),
        bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 1024)
      ) STRICT;

      CREATE TABLE disclosure (
        seq INTEGER NOT NULL REFERENCES entry (seq),
        name TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (seq, name)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE tree_node (
        level INTEGER NOT NULL CHECK (level >= 0),
        position INTEGER NOT NULL CHECK (position >= 0),
        hash BLOB NOT NULL CHECK (length(hash) = 32),
        PRIMARY KEY (level, position)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE checkpoint (
        size INTEGER PRIMARY KEY CHECK (size > 0),
        root BLOB NOT NULL CHECK (length(root) = 32),
        note TEXT NOT NULL,
        at TEXT NOT NULL
      ) STRICT;

      -- The seed of a key that signs no more is destroyed (NULL); the public key stays.
      CREATE TABLE signing_key (
        from_seq INTEGER PRIMARY KEY REFERENCES entry (seq),
        public_key BLOB NOT NULL UNIQUE CHECK (length(public_key) = 32),
        seed BLOB CHECK (length(seed) = 32)
      ) STRICT;

      CREATE TRIGGER entry_at_end BEFORE INSERT ON entry
        WHEN NEW.seq <> (SELECT coalesce(max(seq) + 1, 0) FROM entry)
        BEGIN SELECT raise(ABORT, 'entries are only added at the end'); END;
      CREATE TRIGGER entry_fixed BEFORE UPDATE ON entry
        BEGIN SELECT raise(ABORT, 'entries are never changed'); END;
      CREATE TRIGGER entry_kept BEFORE DELETE ON entry
        BEGIN SELECT raise(ABORT, 'entries are never removed'); END;

      CREATE TRIGGER disclosure_once BEFORE INSERT ON disclosure
        WHEN EXISTS (SELECT 1 FROM disclosure WHERE seq = NEW.seq AND name = NEW.name)
        BEGIN SELECT raise(ABORT, 'disclosures are never changed'); END;
      CREATE TRIGGER disclosure_with_entry BEFORE INSERT ON disclosure
        WHEN NEW.seq <> (SELECT max(seq) FROM entry)
        BEGIN SELECT raise(ABORT, 'disclosures come with their entry'); END;
      CREATE TRIGGER disclosure_fixed BEFORE UPDATE ON disclosure
        BEGIN SELECT raise(ABORT, 'disclosures are never changed'); END;
      CREATE TRIGGER disclosure_kept BEFORE DELETE ON disclosure
        BEGIN SELECT raise(ABORT, 'disclosures are never removed'); END;

      CREATE TRIGGER checkpoint_forward BEFORE INSERT ON checkpoint
        WHEN NEW.size <= (SELECT coalesce(max(size), 0) FROM checkpoint)
        BEGIN SELECT raise(ABORT, 'checkpoints only go forward'); END;
      CREATE TRIGGER checkpoint_fixed BEFORE UPDATE ON checkpoint
        BEGIN SELECT raise(ABORT, 'checkpoints are never changed'); END;
      CREATE TRIGGER checkpoint_kept BEFORE DELETE ON checkpoint
        BEGIN SELECT raise(ABORT, 'checkpoints are never removed'); END;
    `,
  },
  {
    version: 2,
    sql: `
      -- Checkpoints that somebody outside countersigned. They prove themselves, so they are no entries: an entry would leave a
      -- tail that nobody has countersigned, each time. witness is the verifier key under which the line was good.
      CREATE TABLE cosigned (
        size INTEGER NOT NULL CHECK (size > 0),
        witness TEXT NOT NULL,
        name TEXT NOT NULL,
        note TEXT NOT NULL,
        time INTEGER NOT NULL CHECK (time >= 0),
        operator TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (size, witness, time)
      ) STRICT, WITHOUT ROWID;

      CREATE TRIGGER cosigned_fixed BEFORE UPDATE ON cosigned
        BEGIN SELECT raise(ABORT, 'countersigned checkpoints are never changed'); END;
      CREATE TRIGGER cosigned_kept BEFORE DELETE ON cosigned
        BEGIN SELECT raise(ABORT, 'countersigned checkpoints are never removed'); END;
    `,
  },
];
