import { accessSchema } from '../../shared/contract/index.ts';

/** How the kiosk is used, until it has described itself. */
export const USUAL_ACCESS = accessSchema.parse({
  panel: {},
  idle: {},
  keys: {},
  headset: 'never',
  sameKeyMilliseconds: 60,
  scanSeconds: 2,
});
