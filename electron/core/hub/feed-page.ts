import { err, ok, type Result } from '../../../shared/result/index.ts';
import { type Change, changeSchema, FEED_PAGE, feedHeaderSchema } from '../../../shared/sync/index.ts';
import { parseJson } from './json.ts';

export interface PageQuery {
  epoch: string;
  after: number;
  until: number;
}

export interface FeedPage {
  last: number;
  changes: Change[];
}

/**
 * Reads a page of the feed. `bad-page`: cut off, out of order, of another place or epoch, or not a page at all. What it
 * says is only believed once the sums of the whole checkpoint agree.
 */
export function parseFeedPage(text: string, query: PageQuery): Result<FeedPage, 'bad-page'> {
  const [first, ...rest] = text.split('\n').filter((line) => line !== '');
  const header = feedHeaderSchema.safeParse(parseJson(first ?? ''));
  if (!header.success) return err('bad-page');
  const { epoch, after, last, count } = header.data;
  const changes = rest.map((line) => changeSchema.safeParse(parseJson(line)));
  const sound = changes.flatMap((change) => (change.success && isSound(change.data) ? [change.data] : []));
  const isWhole = sound.length === changes.length && sound.length === count && count <= FEED_PAGE;
  const continues = epoch === query.epoch && after === query.after;
  const advances = last > after && last <= query.until;
  if (!isWhole || !continues || !advances || !isInOrder(sound, after, last)) return err('bad-page');
  return ok({ last, changes: sound });
}

function isSound(change: Change): boolean {
  return change.op === 'put' ? change.body !== null : change.body === null;
}

function isInOrder(changes: readonly Change[], after: number, last: number): boolean {
  let previous = after;
  for (const { position } of changes) {
    if (position <= previous) return false;
    previous = position;
  }
  return previous <= last;
}
