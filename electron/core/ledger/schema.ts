import type { Migration } from '../vault/database.ts';
import { vaultWitnessTables } from '../witness/schema.ts';

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
  { version: 3, sql: vaultWitnessTables },
  {
    version: 4,
    sql: `
      -- What two people had destroyed, and under which fields of which entries: the only way on which a disclosure goes. id is
      -- that of the request; entry is the number that it has in the ledger where it was made. Nothing here says what was there.
      CREATE TABLE erasure (
        id TEXT PRIMARY KEY CHECK (length(id) = 32),
        entry INTEGER NOT NULL CHECK (entry > 0),
        at TEXT NOT NULL,
        operator TEXT NOT NULL,
        requester TEXT NOT NULL CHECK (requester <> operator),
        ground TEXT NOT NULL
      ) STRICT;

      CREATE TABLE erased (
        seq INTEGER NOT NULL REFERENCES entry (seq),
        name TEXT NOT NULL CHECK (name NOT IN ('body', 'at', 'type', 'operator')),
        erasure TEXT NOT NULL REFERENCES erasure (id),
        PRIMARY KEY (seq, name)
      ) STRICT, WITHOUT ROWID;

      -- What is left to do after an erasure: names of objects to remove, and '' for the pages to be written anew.
      CREATE TABLE erasure_pending (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

      DROP TRIGGER disclosure_kept;
      CREATE TRIGGER disclosure_kept BEFORE DELETE ON disclosure
        WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq AND name = OLD.name)
        BEGIN SELECT raise(ABORT, 'disclosures are never removed'); END;
      CREATE TRIGGER disclosure_gone BEFORE INSERT ON disclosure
        WHEN EXISTS (SELECT 1 FROM erased WHERE seq = NEW.seq AND name = NEW.name)
        BEGIN SELECT raise(ABORT, 'what was erased does not come back'); END;

      CREATE TRIGGER erasure_fixed BEFORE UPDATE ON erasure
        BEGIN SELECT raise(ABORT, 'erasures are never changed'); END;
      CREATE TRIGGER erasure_kept BEFORE DELETE ON erasure
        BEGIN SELECT raise(ABORT, 'erasures are never removed'); END;
      CREATE TRIGGER erased_fixed BEFORE UPDATE ON erased
        BEGIN SELECT raise(ABORT, 'erasures are never changed'); END;
      CREATE TRIGGER erased_kept BEFORE DELETE ON erased
        BEGIN SELECT raise(ABORT, 'erasures are never removed'); END;
    `,
  },
  {
    version: 5,
    sql: `
      -- The complete subtrees of two and more entries, each with the entry that completes it: what an append adds stands side by side
      -- at the end, and costs one page to write in place of one for each level. Leaves stand with their entries.
      CREATE TABLE subtree (
        seq INTEGER NOT NULL REFERENCES entry (seq),
        level INTEGER NOT NULL CHECK (level > 0),
        hash BLOB NOT NULL CHECK (length(hash) = 32),
        PRIMARY KEY (seq, level)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO subtree (seq, level, hash)
        SELECT ((position + 1) << level) - 1, level, hash FROM tree_node WHERE level > 0 ORDER BY 1, 2;
      DROP TABLE tree_node;
    `,
  },
  {
    version: 6,
    sql: `
      -- An append writes at the end of two tables and nowhere else: the fewest pages to encrypt and to wait for. A disclosure stands at
      -- its entry's number times 2048 (a body and at most 1024 fields) and its own: first the body, then the fields by name.
      CREATE TABLE disclosure_in_order (
        position INTEGER PRIMARY KEY CHECK (position >= 0),
        seq INTEGER NOT NULL AS (position >> 11) VIRTUAL,
        name TEXT NOT NULL,
        text TEXT NOT NULL
      ) STRICT;
      INSERT INTO disclosure_in_order (position, name, text)
        SELECT (seq << 11) + iif(name = 'body', 0, row_number() OVER (PARTITION BY seq, name = 'body' ORDER BY name)), name, text
        FROM disclosure ORDER BY 1;
      DROP TABLE disclosure;
      ALTER TABLE disclosure_in_order RENAME TO disclosure;

      CREATE TRIGGER disclosure_with_entry BEFORE INSERT ON disclosure
        WHEN NEW.position >> 11 <> (SELECT max(seq) FROM entry)
        BEGIN SELECT raise(ABORT, 'disclosures come with their entry'); END;
      CREATE TRIGGER disclosure_in_order BEFORE INSERT ON disclosure
        WHEN (NEW.position & 2047 > 0 AND NOT EXISTS (SELECT 1 FROM disclosure WHERE position = NEW.position - 1))
          OR EXISTS (SELECT 1 FROM disclosure WHERE position >= NEW.position)
          OR (NEW.name = 'body') <> (NEW.position & 2047 = 0)
          OR (NEW.position & 2047 > 1 AND NEW.name <= (SELECT name FROM disclosure WHERE position = NEW.position - 1))
        BEGIN SELECT raise(ABORT, 'disclosures come with their entry, each once and in order'); END;
      CREATE TRIGGER disclosure_fixed BEFORE UPDATE ON disclosure
        BEGIN SELECT raise(ABORT, 'disclosures are never changed'); END;
      CREATE TRIGGER disclosure_kept BEFORE DELETE ON disclosure
        WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.position >> 11 AND name = OLD.name)
        BEGIN SELECT raise(ABORT, 'disclosures are never removed'); END;
      CREATE TRIGGER disclosure_gone BEFORE INSERT ON disclosure
        WHEN EXISTS (SELECT 1 FROM erased WHERE seq = NEW.position >> 11 AND name = NEW.name)
        BEGIN SELECT raise(ABORT, 'what was erased does not come back'); END;

      -- With each entry the subtrees of two and more entries that it completes, from the smallest: 32 bytes each, one after another.
      ALTER TABLE entry ADD COLUMN nodes BLOB NOT NULL DEFAULT x'' CHECK (length(nodes) % 32 = 0);
      DROP TRIGGER entry_fixed;
      UPDATE entry
        SET nodes = unhex((SELECT group_concat(hex(hash), '' ORDER BY level) FROM subtree WHERE subtree.seq = entry.seq))
        WHERE seq % 2 = 1;
      CREATE TRIGGER entry_fixed BEFORE UPDATE ON entry
        BEGIN SELECT raise(ABORT, 'entries are never changed'); END;
      DROP TABLE subtree;
    `,
  },
  {
    version: 7,
    sql: `
      -- An append writes one row: what opens an entry stands with it, by name, the body first and then the fields by theirs. Rows of
      -- their own cost four triggers each, and a second table a second page to encrypt for each append.
      DROP TRIGGER entry_fixed;
      ALTER TABLE entry ADD COLUMN disclosures TEXT NOT NULL DEFAULT '{}';
      UPDATE entry SET disclosures = (
        SELECT json_group_object(name, text) FROM (
          SELECT name, text FROM disclosure
          WHERE position >= entry.seq << 11 AND position < (entry.seq + 1) << 11 ORDER BY position));
      DROP TABLE disclosure;
      CREATE VIEW disclosure (seq, name, text) AS
        SELECT entry.seq, each.key, each.value FROM entry, json_each(entry.disclosures) AS each;

      -- What opens each entry once everything that was said to be erased is gone from it: the only change there may be.
      CREATE VIEW unerased (seq, disclosures) AS
        SELECT seq, (
          SELECT json_group_object(key, value) FROM (
            SELECT key, value FROM json_each(entry.disclosures)
            WHERE key NOT IN (SELECT name FROM erased WHERE erased.seq = entry.seq) ORDER BY id))
        FROM entry;
      CREATE TRIGGER entry_opens BEFORE INSERT ON entry
        WHEN json_type(NEW.disclosures, '$.body') IS NOT 'text'
        BEGIN SELECT raise(ABORT, 'disclosures come with their entry'); END;
      CREATE TRIGGER entry_fixed BEFORE UPDATE ON entry
        WHEN NEW.seq IS NOT OLD.seq OR NEW.leaf IS NOT OLD.leaf OR NEW.bytes IS NOT OLD.bytes OR NEW.nodes IS NOT OLD.nodes
          OR NEW.disclosures IS NOT (SELECT disclosures FROM unerased WHERE seq = OLD.seq)
        BEGIN SELECT raise(ABORT, 'entries are never changed'); END;
    `,
  },
];
