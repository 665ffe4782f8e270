export { addressOf, listAddresses, setAddress } from './addresses.ts';
export { type MailOptions } from './mail.ts';
export { startDigests } from './send.ts';
