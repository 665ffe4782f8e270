import { randomUUID } from 'node:crypto';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import {
  type Command,
  type CommandKind,
  type CommandOutcome,
  COMMANDS,
  deviceScope,
} from '../../../shared/sync/index.ts';
import { inTransaction, type Connection, type Database } from '../database/index.ts';
import type { Device } from '../devices/index.ts';
import { deleteRecord, ensureFeed, putRecord } from '../feed/index.ts';
import { signedByFeed, type TenantKeys } from '../keys/index.ts';

/** Long enough for a visitor to leave; short enough that nobody has forgotten what they asked for. */
const VALID_MILLISECONDS = 15 * 60_000;

/**
 * Asks something of one kiosk, in the name of an agent. `unknown-kiosk`: not of this tenant, or revoked; `already-asked`:
 * the same thing was asked and is not over.
 */
export async function sendCommand(
  database: Database,
  keys: TenantKeys,
  asked: { device: string; kind: CommandKind; agent: string },
  now: Date,
): Promise<Result<{ id: string }, 'unknown-kiosk' | 'already-asked'>> {
  const { tenant } = keys;
  const command: Command = {
    format: 'borne/command/v1',
    tenant,
    device: asked.device,
    id: randomUUID(),
    kind: asked.kind,
    issuedAt: now.getTime(),
    expiresAt: now.getTime() + VALID_MILLISECONDS,
  };
  const body = JSON.stringify(await signedByFeed(keys, JSON.stringify(command)));
  await ensureFeed(database, tenant);
  return inTransaction(database, async (connection) => {
    // Two agents who ask at the same moment come here one after the other.
    const { rowCount } = await connection.query(
      'select 1 from device where tenant = $1 and id = $2 and revoked_at is null for update',
      [tenant, asked.device],
    );
    if (rowCount === 0) return err('unknown-kiosk');
    if (await isOpen(connection, command)) return err('already-asked');
    await clearOld(connection, tenant, asked.device, now);
    await connection.query(
      `insert into device_command (tenant, id, device, kind, agent, issued_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        tenant,
        command.id,
        asked.device,
        asked.kind,
        asked.agent,
        new Date(command.issuedAt),
        new Date(command.expiresAt),
      ],
    );
    await putRecord(connection, placeOf(tenant, asked.device, command.id), body);
    return ok({ id: command.id });
  });
}

/** Writes down what a kiosk says became of its commands, and takes those out of its feed. */
export async function noteOutcomes(
  connection: Connection,
  device: Pick<Device, 'tenant' | 'id'>,
  ended: readonly { id: string; outcome: CommandOutcome; endedAt: number }[],
): Promise<void> {
  if (ended.length === 0) return;
  const { rows } = await connection.query<{ id: string }>(
    `update device_command command set outcome = told.outcome,
       ended_at = least(now(), to_timestamp(told.ended_at / 1000.0))
     from unnest($3::uuid[], $4::text[], $5::float8[]) as told (id, outcome, ended_at)
     where command.tenant = $1 and command.device = $2 and command.id = told.id
       and command.outcome is distinct from told.outcome
     returning command.id`,
    [
      device.tenant,
      device.id,
      ended.map(({ id }) => id),
      ended.map(({ outcome }) => outcome),
      ended.map(({ endedAt }) => endedAt),
    ],
  );
  await clear(
    connection,
    device.tenant,
    device.id,
    rows.map(({ id }) => id),
  );
}

async function isOpen(connection: Connection, { tenant, device, kind, issuedAt }: Command): Promise<boolean> {
  const { rowCount } = await connection.query(
    `select 1 from device_command
     where tenant = $1 and device = $2 and kind = $3 and outcome is null and expires_at > $4`,
    [tenant, device, kind, new Date(issuedAt)],
  );
  return rowCount !== 0;
}

async function clearOld(connection: Connection, tenant: string, device: string, now: Date): Promise<void> {
  const { rows } = await connection.query<{ id: string }>(
    `select id from device_command where tenant = $1 and device = $2 and not cleared and expires_at <= $3`,
    [tenant, device, now],
  );
  await clear(
    connection,
    tenant,
    device,
    rows.map(({ id }) => id),
  );
}

async function clear(
  connection: Connection,
  tenant: string,
  device: string,
  ids: readonly string[],
): Promise<void> {
  for (const id of ids) await deleteRecord(connection, placeOf(tenant, device, id));
  await connection.query('update device_command set cleared = true where tenant = $1 and id = any($2)', [
    tenant,
    ids,
  ]);
}

function placeOf(tenant: string, device: string, id: string) {
  return { tenant, scope: deviceScope(device), collection: COMMANDS, id };
}
