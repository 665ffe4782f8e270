export { discardDraft, publish, saveDraft, undo, withdraw } from './change.ts';
export { exportPage } from './export.ts';
export { publishFolder } from './folder.ts';
export { importRecords } from './import.ts';
export { isAboutTheirs } from './permission.ts';
export { carryOutPlans, schedule, startPlans } from './plan.ts';
export { describeCollections, listRecords, problemsOf, readEarlier, readRecord } from './read.ts';
export { sitesOf } from './surroundings.ts';
