import type { Attachment } from '../../../shared/sealing/index.ts';
import type { Connection, Database } from '../database/index.ts';

/**
 * Notes what a submission names, within the transaction that accepts it: from then on its bytes are taken. Also when it
 * comes again, since a hub of an earlier version may have taken it first, and did not look; not after it was erased.
 */
export async function noteAttachments(
  connection: Connection,
  submission: { tenant: string; id: string },
  attachments: readonly Attachment[],
): Promise<void> {
  if (attachments.length === 0) return;
  const { tenant, id } = submission;
  // In one order, whoever names them, so that two transactions never wait for each other.
  const named = attachments.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  const names = named.map(({ sha256 }) => sha256);
  const sizes = named.map(({ bytes }) => bytes);
  await connection.query(
    `insert into attachment (tenant, sha256, bytes)
     select $1, sha256, bytes from unnest($2::text[], $3::integer[]) as named (sha256, bytes)
     where not exists (select 1 from submission where tenant = $1 and id = $4 and erased_on is not null)
     on conflict do nothing`,
    [tenant, names, sizes, id],
  );
  await connection.query(
    `insert into submission_attachment (tenant, submission, sha256, bytes, late)
     select $1, $2::uuid, named.sha256, named.bytes, submission.position is not null
     from unnest($3::text[], $4::integer[]) as named (sha256, bytes)
     join submission on submission.tenant = $1 and submission.id = $2::uuid and submission.erased_on is null
     on conflict do nothing`,
    [tenant, id, names, sizes],
  );
}

/** Names of a submission's attachments that are not here whole. */
export async function missingOf(
  database: Database | Connection,
  submission: { tenant: string; id: string },
): Promise<string[]> {
  const states = await attachmentsOf(database, submission.tenant, [submission.id]);
  return states.filter(({ whole }) => !whole).map(({ sha256 }) => sha256);
}

export interface AttachmentState extends Attachment {
  submission: string;
  whole: boolean;
}

/** What these submissions name, and whether it is here. */
export async function attachmentsOf(
  database: Database | Connection,
  tenant: string,
  submissions: readonly string[],
): Promise<AttachmentState[]> {
  const { rows } = await database.query<AttachmentState>(
    `select submission, sha256, bytes, whole
     from submission_attachment join attachment using (tenant, sha256, bytes)
     where tenant = $1 and submission = any($2::uuid[]) order by submission, sha256`,
    [tenant, submissions],
  );
  return rows;
}
