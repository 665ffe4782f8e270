import { randomUUID } from 'node:crypto';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { fingerprint, verify } from '../../../shared/sealing/index.ts';
import { inTransaction, type Database } from '../database/index.ts';
import { makeCode } from './code.ts';

/** Where a kiosk stands, as its enrolment code says. */
export interface Site {
  id: string;
  name: string;
}

export interface EnrolledDevice {
  id: string;
  site: Site;
}

const GROUPS = 4;
const CODE_DAYS = 7;

/** A code that enrols one kiosk of a tenant at a site, within seven days. Shown once: the database keeps its hash. */
export async function createEnrolmentCode(
  database: Database,
  tenant: string,
  site: Site,
  by?: string,
): Promise<string> {
  const code = makeCode(tenant, GROUPS);
  await database.query(
    `insert into enrolment_code (tenant, code_hash, site, site_name, expires_at, created_by)
     values ($1, $2, $3, $4, now() + make_interval(days => $5), $6)`,
    [tenant, await fingerprint(code), site.id, site.name, CODE_DAYS, by],
  );
  return code;
}

/** The kiosk that a code enrolled, if any; a code that was never given is one that expired long ago. */
export async function stateOfCode(
  database: Database,
  tenant: string,
  code: string,
): Promise<{ device: string | null; expiresAt: Date }> {
  const { rows } = await database.query<{ device: string | null; expiresAt: Date }>(
    'select device, expires_at as "expiresAt" from enrolment_code where tenant = $1 and code_hash = $2',
    [tenant, await fingerprint(code)],
  );
  return rows[0] ?? { device: null, expiresAt: new Date(0) };
}

/**
 * Exchanges a code and a proof of the device key for an identity. The same code and key again give the same identity,
 * since a kiosk whose connection broke cannot know that it was enrolled. `unknown-code`: never given, expired, or used
 * by another key; `bad-signature`: no proof of the key.
 */
export async function enrol(
  database: Database,
  tenant: string,
  request: { code: string; publicKey: string; signature: string },
): Promise<Result<EnrolledDevice, 'unknown-code' | 'bad-signature'>> {
  const { code, publicKey, signature } = request;
  if (!(await verify(publicKey, `${code} ${publicKey}`, signature))) return err('bad-signature');
  const hash = await fingerprint(code);
  return inTransaction(database, async (connection) => {
    const codes = await connection.query<{ site: string; site_name: string; device: string | null }>(
      `select site, site_name, device from enrolment_code
       where tenant = $1 and code_hash = $2 and expires_at > now() for update`,
      [tenant, hash],
    );
    const [row] = codes.rows;
    if (row === undefined) return err('unknown-code');
    const site = { id: row.site, name: row.site_name };
    if (row.device !== null) {
      const same = await connection.query(
        'select 1 from device where tenant = $1 and id = $2 and public_key = $3 and revoked_at is null',
        [tenant, row.device, publicKey],
      );
      return same.rowCount === 0 ? err('unknown-code') : ok({ id: row.device, site });
    }
    const id = randomUUID();
    await connection.query(
      'insert into device (tenant, id, public_key, site, site_name) values ($1, $2, $3, $4, $5)',
      [tenant, id, publicKey, site.id, site.name],
    );
    await connection.query('update enrolment_code set device = $3 where tenant = $1 and code_hash = $2', [
      tenant,
      hash,
      id,
    ]);
    return ok({ id, site });
  });
}
