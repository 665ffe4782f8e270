import { err, ok, type Result } from '../../../shared/result/index.ts';
import { type Change, FEED_PAGE, feedHeaderSchema, FrameReader } from '../../../shared/sync/index.ts';

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
export function parseFeedPage(bytes: Uint8Array, query: PageQuery): Result<FeedPage, 'bad-page'> {
  const reader = new FrameReader(bytes);
  const header = feedHeaderSchema.safeParse(reader.line());
  if (!header.success) return err('bad-page');
  const { epoch, after, last, count } = header.data;
  const continues = epoch === query.epoch && after === query.after;
  const advances = last > after && last <= query.until;
  if (!continues || !advances || count > FEED_PAGE) return err('bad-page');
  const changes = readChanges(reader, count);
  if (!changes || !isInOrder(changes, after, last)) return err('bad-page');
  return ok({ last, changes });
}

/** As many as the header says, and nothing after them. */
function readChanges(reader: FrameReader, count: number): Change[] | undefined {
  const changes: Change[] = [];
  while (changes.length < count) {
    const change = reader.change();
    if (!change) return undefined;
    changes.push(change);
  }
  return reader.isAtEnd ? changes : undefined;
}

function isInOrder(changes: readonly Change[], after: number, last: number): boolean {
  let previous = after;
  for (const { position } of changes) {
    if (position <= previous) return false;
    previous = position;
  }
  return previous <= last;
}
