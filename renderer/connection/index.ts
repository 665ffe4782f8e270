export { connect } from './connect.ts';
export { type Connection } from './connection.ts';
export { type Clients, type ReadingClient } from './clients.ts';
