/*
 * What a call is just now, said once for everybody who asks: by the database's clock, which all hubs share. `call` and
 * `post` are the names of the tables' rows.
 */

/** Somebody who has waited this long is told that nobody answered. */
const ANSWER_WITHIN_SECONDS = 60;

/** A call is over by itself: a kiosk without a line cannot end it. */
const CALL_SECONDS = 600;

/** Three signs of life that did not come. */
const ALIVE_SECONDS = 40;

export const IS_ALIVE = `post.alive_at > now() - interval '${ALIVE_SECONDS} seconds'`;

/** Whether a page is open at the desk of a site; the parameters are the tenant's and the site's. */
export function isStaffed(tenant: string, site: string): string {
  return `exists (select from desk_post post
    where post.tenant = ${tenant} and post.site = ${site} and post.revoked_at is null and ${IS_ALIVE})`;
}

export const IS_OPEN = `(call.ended_at is null and call.called_at > now() - interval '${CALL_SECONDS} seconds')`;

export const STATE = `case
  when not ${IS_OPEN} then 'over'
  when call.answer is not null then call.answer
  when call.called_at <= now() - interval '${ANSWER_WITHIN_SECONDS} seconds' then 'unanswered'
  when not ${isStaffed('call.tenant', 'call.site')} then 'unanswered'
  else 'ringing' end`;
