export { addPasskey, offerPasskey } from './add.ts';
export { placeOfOrigin } from './place.ts';
export { askPasskey, checkPasskey } from './enter.ts';
export { listPasskeys, removePasskey } from './kept.ts';
