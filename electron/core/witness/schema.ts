import type { Migration } from '../vault/database.ts';

/** What a witness remembers. Nothing of it is ever removed, and the tree that it holds of a ledger only grows. */
export const witnessMigrations: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE witness (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        name TEXT NOT NULL,
        public_key BLOB NOT NULL CHECK (length(public_key) = 32),
        seed BLOB NOT NULL CHECK (length(seed) = 32)
      ) STRICT;

      -- The largest tree seen. time: of the last cosignature, in seconds since 1970.
      CREATE TABLE ledger (
        id TEXT PRIMARY KEY CHECK (length(id) = 64),
        size INTEGER NOT NULL CHECK (size > 0),
        root BLOB NOT NULL CHECK (length(root) = 32),
        note TEXT NOT NULL,
        time INTEGER NOT NULL,
        first_at TEXT NOT NULL,
        at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE ledger_key (
        ledger TEXT NOT NULL REFERENCES ledger (id),
        from_seq INTEGER NOT NULL CHECK (from_seq >= 0),
        public_key BLOB NOT NULL CHECK (length(public_key) = 32),
        PRIMARY KEY (ledger, from_seq)
      ) STRICT, WITHOUT ROWID;

      -- Every note that was rightly signed, cosigned or refused. request: as it came, for those that were refused.
      CREATE TABLE seen (
        id INTEGER PRIMARY KEY,
        ledger TEXT NOT NULL,
        size INTEGER NOT NULL,
        root BLOB NOT NULL,
        outcome TEXT NOT NULL,
        note TEXT NOT NULL,
        request BLOB,
        at TEXT NOT NULL,
        UNIQUE (ledger, outcome, note)
      ) STRICT;
      CREATE INDEX seen_by_size ON seen (ledger, size);

      CREATE TRIGGER witness_fixed BEFORE UPDATE ON witness
        BEGIN SELECT raise(ABORT, 'a witness keeps its key'); END;
      CREATE TRIGGER ledger_forward BEFORE UPDATE ON ledger
        WHEN NEW.id <> OLD.id OR NEW.size < OLD.size OR (NEW.size = OLD.size AND NEW.root <> OLD.root) OR NEW.time < OLD.time
        BEGIN SELECT raise(ABORT, 'a witnessed tree only grows'); END;
      CREATE TRIGGER ledger_kept BEFORE DELETE ON ledger
        BEGIN SELECT raise(ABORT, 'a witness forgets nothing'); END;
      CREATE TRIGGER ledger_key_fixed BEFORE UPDATE ON ledger_key
        BEGIN SELECT raise(ABORT, 'keys are never changed'); END;
      CREATE TRIGGER ledger_key_kept BEFORE DELETE ON ledger_key
        BEGIN SELECT raise(ABORT, 'a witness forgets nothing'); END;
      CREATE TRIGGER seen_fixed BEFORE UPDATE ON seen
        BEGIN SELECT raise(ABORT, 'notes are never changed'); END;
      CREATE TRIGGER seen_kept BEFORE DELETE ON seen
        BEGIN SELECT raise(ABORT, 'a witness forgets nothing'); END;
    `,
  },
];
