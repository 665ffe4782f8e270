export { connect, type Connection } from './connect.ts';
export { clientsOver, type Clients, type ReadingClient, type RecordingClient } from './clients.ts';
export { NoAnswer, WaitingLink } from './waiting-link.ts';
export { watchPorts, type Boundary, type Ports } from './ports.ts';
