export { LostReceipt } from './lost-receipt.tsx';
