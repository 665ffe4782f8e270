import { z } from 'zod';
import { call } from './call.ts';

/** A browser that was paired with a site's reception. */
const deskPostSchema = z.object({
  id: z.uuid(),
  site: z.string(),
  siteName: z.string(),
  pairedBy: z.string(),
  pairedAt: z.date(),
  /** When its page last gave a sign; null while it is closed. */
  aliveAt: z.date().nullable(),
  isOpen: z.boolean(),
});

export type DeskPost = z.infer<typeof deskPostSchema>;

const MAY = ['agent', 'administrator'] as const;

/** The receptions of the city's sites: who may ring there is whoever stands before a kiosk, who answers is a place. */
export const deskCalls = {
  /** `sites`: where a kiosk stands, so that a desk has a reason. */
  list: call(
    MAY,
    z.object({
      posts: z.array(deskPostSchema),
      sites: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
  ),
  /** A code that pairs one browser within ten minutes. `unknown-site`: no kiosk stands there. */
  createCode: call(MAY, z.object({ code: z.string() }), ['unknown-site']).input(
    z.object({ site: z.string().max(100) }),
  ),
  /** From now on that browser sees nothing. `unknown-post`: never there, or revoked before. */
  revoke: call(MAY, z.null(), ['unknown-post']).input(z.object({ id: z.uuid() })),
};
