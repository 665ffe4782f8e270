/** Grows with every change below; a file of another number is rebuilt from its own records, or fetched again. */
export const CONTENT_SCHEMA = 4;

/** What the cities published, letter for letter, and how far it was followed. */
const RECORD_TABLES = `
  CREATE TABLE record (
    tenant TEXT NOT NULL,
    scope TEXT NOT NULL,
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    sum INTEGER NOT NULL,
    PRIMARY KEY (tenant, scope, collection, id)
  ) STRICT;

  CREATE TABLE cursor (
    tenant TEXT PRIMARY KEY,
    epoch TEXT NOT NULL,
    head INTEGER NOT NULL,
    -- Orders epochs; 0 when the hub did not say.
    epoch_number INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE TABLE scope_cursor (
    tenant TEXT NOT NULL,
    scope TEXT NOT NULL,
    position INTEGER NOT NULL,
    -- The sum of the scope's rows, kept up with each row that changes; unknown when the file comes from an older program.
    count INTEGER,
    sum INTEGER,
    PRIMARY KEY (tenant, scope)
  ) STRICT;
`;

/** What is being fetched. Nothing of it is seen before it is whole. */
const STAGING_TABLES = `
  CREATE TABLE staging (
    tenant TEXT NOT NULL,
    scope TEXT NOT NULL,
    epoch TEXT NOT NULL,
    origin INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (tenant, scope)
  ) STRICT;

  CREATE TABLE staged (
    tenant TEXT NOT NULL,
    scope TEXT NOT NULL,
    position INTEGER NOT NULL,
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    op TEXT NOT NULL CHECK (op IN ('put', 'delete')),
    body TEXT,
    sum INTEGER NOT NULL,
    PRIMARY KEY (tenant, scope, position)
  ) STRICT;

  -- The snapshot that a fetch began with: a later one may exist, but what is here already belongs to this one.
  CREATE TABLE fetching (
    tenant TEXT NOT NULL,
    scope TEXT NOT NULL,
    manifest TEXT NOT NULL,
    PRIMARY KEY (tenant, scope)
  ) STRICT;

  -- Tenants whose content is compared with a snapshot before the log is followed again: the sums did not agree.
  CREATE TABLE doubted (
    tenant TEXT PRIMARY KEY
  ) STRICT;
`;

/** What is made of the records for the page: can always be made again. */
const PROJECTION_TABLES = `
  CREATE TABLE card (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
  ) STRICT;

  CREATE TABLE promise (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    service TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
  ) STRICT;
  CREATE INDEX promise_of_service ON promise (tenant, service);

  CREATE TABLE clip (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
  ) STRICT;

  CREATE TABLE answer (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    lookup_id TEXT NOT NULL,
    turn INTEGER NOT NULL,
    season TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
  ) STRICT;
  CREATE INDEX answer_of_receipt ON answer (tenant, lookup_id, turn);
  CREATE INDEX answer_season ON answer (tenant, season);

  CREATE TABLE search_row (
    number INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL,
    service TEXT NOT NULL,
    language TEXT NOT NULL
  ) STRICT;
  CREATE INDEX search_row_of_service ON search_row (tenant, service);

  -- Without M* in the categories, Tamil and Bengali words fall apart at their vowel signs.
  CREATE VIRTUAL TABLE search_text USING fts5 (
    name, words, summary,
    content = '', contentless_delete = 1, prefix = '2 3',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
  );
  CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab (search_text, 'row');

  CREATE TABLE generation (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    number INTEGER NOT NULL,
    -- The program that made these tables: a later one may understand records that this one did not.
    projected_by TEXT NOT NULL
  ) STRICT;
`;

export const CONTENT_TABLES = `${RECORD_TABLES}${STAGING_TABLES}${PROJECTION_TABLES}`;
