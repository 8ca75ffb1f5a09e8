import type { Migration } from '../vault/database.ts';

/** What the tables of a witness's memory are called: a vault has a table `ledger` of its own. */
export type MemoryTables = { readonly ledger: string; readonly key: string; readonly seen: string };

export const standaloneTables: MemoryTables = { ledger: 'ledger', key: 'ledger_key', seen: 'seen' };
export const vaultTables: MemoryTables = { ledger: 'witnessed', key: 'witnessed_key', seen: 'witnessed_note' };

/** What a witness remembers. Nothing of it is ever removed, and the tree that it holds of a ledger only grows. */
const memoryTables = ({ ledger, key, seen }: MemoryTables): string => `
  -- The largest tree seen. time: of the last cosignature, in seconds since 1970.
  CREATE TABLE ${ledger} (
    id TEXT PRIMARY KEY CHECK (length(id) = 64),
    size INTEGER NOT NULL CHECK (size > 0),
    root BLOB NOT NULL CHECK (length(root) = 32),
    note TEXT NOT NULL,
    time INTEGER NOT NULL,
    first_at TEXT NOT NULL,
    at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE ${key} (
    ledger TEXT NOT NULL REFERENCES ${ledger} (id),
    from_seq INTEGER NOT NULL CHECK (from_seq >= 0),
    public_key BLOB NOT NULL CHECK (length(public_key) = 32),
    PRIMARY KEY (ledger, from_seq)
  ) STRICT, WITHOUT ROWID;

  -- Every note that was rightly signed, cosigned or refused. request: as it came, for those that were refused.
  CREATE TABLE ${seen} (
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
  CREATE INDEX ${seen}_by_size ON ${seen} (ledger, size);

  CREATE TRIGGER ${ledger}_forward BEFORE UPDATE ON ${ledger}
    WHEN NEW.id <> OLD.id OR NEW.size < OLD.size OR (NEW.size = OLD.size AND NEW.root <> OLD.root) OR NEW.time < OLD.time
    BEGIN SELECT raise(ABORT, 'a witnessed tree only grows'); END;
  CREATE TRIGGER ${ledger}_kept BEFORE DELETE ON ${ledger}
    BEGIN SELECT raise(ABORT, 'a witness forgets nothing'); END;
  CREATE TRIGGER ${key}_fixed BEFORE UPDATE ON ${key}
    BEGIN SELECT raise(ABORT, 'keys are never changed'); END;
  CREATE TRIGGER ${key}_kept BEFORE DELETE ON ${key}
    BEGIN SELECT raise(ABORT, 'a witness forgets nothing'); END;
  CREATE TRIGGER ${seen}_fixed BEFORE UPDATE ON ${seen}
    BEGIN SELECT raise(ABORT, 'notes are never changed'); END;
  CREATE TRIGGER ${seen}_kept BEFORE DELETE ON ${seen}
    BEGIN SELECT raise(ABORT, 'a witness forgets nothing'); END;
`;

/** The database of a witness that is nothing else. */
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
      CREATE TRIGGER witness_fixed BEFORE UPDATE ON witness
        BEGIN SELECT raise(ABORT, 'a witness keeps its key'); END;
      ${memoryTables(standaloneTables)}
    `,
  },
  {
    version: 2,
    sql: `
      -- How many requests were answered.
      CREATE TABLE turn (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL CHECK (number >= 0)) STRICT;
      INSERT INTO turn (one, number) VALUES (1, 0);
      CREATE TRIGGER turn_forward BEFORE UPDATE ON turn WHEN NEW.number <= OLD.number
        BEGIN SELECT raise(ABORT, 'turns only go on'); END;
      CREATE TRIGGER turn_kept BEFORE DELETE ON turn
        BEGIN SELECT raise(ABORT, 'turns only go on'); END;
    `,
  },
];

/** The same inside a vault that countersigns for others, and whom the vault's people trust to countersign for it. */
export const vaultWitnessTables = `
  -- The seed is destroyed (NULL) where the ledger is left for another: a memory that may be an older copy must not sign.
  CREATE TABLE witness (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    name TEXT NOT NULL,
    public_key BLOB NOT NULL CHECK (length(public_key) = 32),
    seed BLOB CHECK (length(seed) = 32),
    at TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER witness_fixed BEFORE UPDATE ON witness
    WHEN NEW.name <> OLD.name OR NEW.public_key <> OLD.public_key OR (NEW.seed IS NOT NULL AND NEW.seed <> zeroblob(32))
    BEGIN SELECT raise(ABORT, 'a witness keeps its key'); END;
  CREATE TRIGGER witness_kept BEFORE DELETE ON witness
    BEGIN SELECT raise(ABORT, 'a witness keeps its key'); END;
  ${memoryTables(vaultTables)}

  -- What the people here call another ledger. Theirs alone: no note and no entry carries it.
  CREATE TABLE witnessed_label (
    ledger TEXT PRIMARY KEY CHECK (length(ledger) = 64),
    label TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- One row: a policy in the lines of C2SP tlog-policy.
  CREATE TABLE witness_policy (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    text TEXT NOT NULL,
    operator TEXT NOT NULL,
    at TEXT NOT NULL
  ) STRICT;
`;
