import { z } from 'zod';
import { accessSchema, idleSchema, keyMapSchema, panelSchema, USUAL_ACCESS } from './access.ts';
import { paperSchema } from './window.ts';

/** What a technician writes about one kiosk. Strict, so that a misspelt key is named and not silently ignored. */
export const kioskConfigurationSchema = z.strictObject({
  /** Where the home tenant's hub answers. */
  hub: z.url({ protocol: /^https?$/ }),
  /**
   * A PEM file with the certificate of the authority that vouches for an https hub, beside the configuration or by its
   * whole path: nobody else is believed then, and the kiosk's clock does not matter.
   */
  hubCertificate: z.string().min(1).optional(),
  /** Given once by the city; used at the first start and worthless afterwards. */
  enrolmentCode: z.string().optional(),
  panel: z.strictObject(panelSchema.shape).prefault({}),
  idle: z.strictObject(idleSchema.shape).prefault({}),
  keys: keyMapSchema.prefault({}),
  headset: accessSchema.shape.headset.default(USUAL_ACCESS.headset),
  codeReader: accessSchema.shape.codeReader.default(USUAL_ACCESS.codeReader),
  sameKeyMilliseconds: accessSchema.shape.sameKeyMilliseconds.default(USUAL_ACCESS.sameKeyMilliseconds),
  scanSeconds: accessSchema.shape.scanSeconds.default(USUAL_ACCESS.scanSeconds),
  printer: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({
        kind: z.literal('system'),
        /** Of a queue of the machine's print service. */
        name: z.string().min(1),
        paper: paperSchema.default('80mm'),
      }),
    ])
    .default({ kind: 'none' }),
  /** Seconds between two looks at the hub, before jitter. */
  syncEverySeconds: z.number().min(1).max(3_600).default(15),
  /** After a start, the first look comes at a random moment within so long: a power cut starts all kiosks of a city. */
  bootSplaySeconds: z.number().min(0).max(600).default(120),
});

export type KioskConfiguration = z.infer<typeof kioskConfigurationSchema>;
