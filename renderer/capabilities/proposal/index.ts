export { ProposalScreens } from './ProposalScreens.tsx';
