import { z } from 'zod';
import { panelSchema } from './kiosk.ts';

/** What a technician writes about one kiosk. Strict, so that a misspelt key is named and not silently ignored. */
export const kioskConfigurationSchema = z.strictObject({
  /** Where the home tenant's hub answers. */
  hub: z.url({ protocol: /^https?$/ }),
  /** Given once by the city; used at the first start and worthless afterwards. */
  enrolmentCode: z.string().optional(),
  panel: panelSchema.default({ diagonalInches: 21.5, widthPixels: 1080, heightPixels: 1920 }),
  idle: z
    .strictObject({
      /** WCAG 2.2.1 and VVSG: long enough for somebody who reads slowly, short enough for the next in line. */
      warnAfterSeconds: z.number().int().min(60).max(300).default(120),
      graceSeconds: z.number().int().min(20).max(120).default(30),
    })
    .default({ warnAfterSeconds: 120, graceSeconds: 30 }),
  printer: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('system'), name: z.string().min(1) }),
    ])
    .default({ kind: 'none' }),
  /** Seconds between two looks at the hub, before jitter. */
  syncEverySeconds: z.number().min(1).max(3_600).default(15),
});

export type KioskConfiguration = z.infer<typeof kioskConfigurationSchema>;
