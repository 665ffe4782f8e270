import { type Database } from '../../city/hub/index.ts';

export const TENANT = 'pantin';
export const SERVICE = 'droit-de-proposition-populaire';

/** A large town after its first year: its requests, its kiosks, and what a team did with them. */
export interface Size {
  requests: number;
  kiosks: number;
}

/** Four services share the requests; a third of them waits, and one in twenty is late. */
export async function seed(database: Database, { requests, kiosks }: Size): Promise<void> {
  await database.query(
    `insert into device (tenant, id, public_key, site, site_name, seen_at, clock_ahead_milliseconds)
     select $1, gen_random_uuid(), '', 'site-' || n, 'Équipement ' || n, now() - make_interval(mins => n % 9000), n % 700
     from generate_series(1, $2) as n`,
    [TENANT, kiosks],
  );
  await database.query(
    `insert into request (tenant, id, service, form, form_version, state, turn, receipt_key, lookup_id, season, choices,
       site_name, received_on, due_on)
     select $1, gen_random_uuid(), (array[$3, 'logement', 'voirie', 'petite-enfance'])[1 + n % 4], $3, 1,
       (array['received', 'accepted', 'refused', 'in-progress', 'accepted', 'received', 'accepted', 'refused', 'accepted'])[1 + n % 9],
       2, '', gen_random_uuid()::text, '2026', '{"kind": "idea", "commission": "living-environment"}',
       'Équipement ' || n % $4, current_date - n % 365,
       case when n % 10 = 0 then 'infinity'::date else current_date - 9 + n % 60 end
     from generate_series(1, $2) as n`,
    [TENANT, requests, SERVICE, kiosks],
  );
  await database.query(
    `insert into submission (tenant, id, sha256, item, signature, device)
     select request.tenant, request.id, '', decode(repeat(md5(request.id::text), 128), 'hex'), '', gen_random_uuid() from request`,
  );
  await database.query(
    `insert into sent_answer (tenant, request, turn, state, answered_on, agent)
     select tenant, id, turn, state, received_on, case when turn > 1 then 'agent' end
     from (select tenant, id, state, received_on, generate_series(1, 2) as turn from request) as answered`,
  );
  await database.query(
    `insert into journal (tenant, agent, action, request) select tenant, 'agent', 'open', id from request order by id`,
  );
  await database.query(
    `insert into assignment (tenant, request, agent)
     select tenant, id, case when row_number() over (order by id) % 3 = 0 then 'agent' else 'colleague' end
     from request where id::text < '4'`,
  );
  await database.query(
    `insert into joined_request (tenant, request, main, turn)
     select tenant, id, (select main.id from request main where main.id::text > 'f' limit 1), 2 from request
     where id::text like '0%' limit 300`,
  );
  await database.query('vacuum analyze');
}
