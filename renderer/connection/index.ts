export { connect, type Connection } from './connect.ts';
export { type Clients, type ReadingClient } from './clients.ts';
