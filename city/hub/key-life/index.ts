export { prepareDestruction, whyNotDestroy, type Destruction } from './destroy.ts';
export { noteKeyEvent } from './events.ts';
export { listKeys } from './list.ts';
export { declareLost, serviceOfKey, tellPeople } from './lost.ts';
export { missingKiosks } from './proofs.ts';
export { affectedSites } from './requests.ts';
