export { addPasskey, offerPasskey } from './add.ts';
export { placeOfOrigin } from './place.ts';
export { askPasskey, checkPasskey } from './enter.ts';
export { listPasskeys, removeAllPasskeys, removePasskey } from './kept.ts';
