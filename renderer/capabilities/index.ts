export { ProposalScreens } from './proposal/index.ts';
export { ReceiptScreens } from './receipt/index.ts';
