export { ReceiptScreens } from './ReceiptScreens.tsx';
