import { type ClientContext, type ClientLink, createORPCClient } from '@orpc/client';
import { type ContractRouterClient } from '@orpc/contract';
import { RequestValidationPlugin, ResponseValidationPlugin } from '@orpc/contract/plugins';
import { readingContract, recordingContract } from '../../shared/contract/index.ts';
import { type Boundary } from './ports.ts';

export type ReadingClient = ContractRouterClient<typeof readingContract>;
type RecordingClient = ContractRouterClient<typeof recordingContract>;

export interface Clients {
  reading: ReadingClient;
  recording: RecordingClient;
}

const CONTRACTS = { reading: readingContract, recording: recordingContract };

/** By itself an oRPC client checks nothing: these make it refuse what the contract does not say, both ways. */
export function checksOf(boundary: Boundary) {
  const contract = CONTRACTS[boundary];
  return [new RequestValidationPlugin(contract), new ResponseValidationPlugin(contract)];
}

export function clientsOver(linkTo: (boundary: Boundary) => ClientLink<ClientContext>): Clients {
  return {
    reading: createORPCClient<ReadingClient>(linkTo('reading')),
    recording: createORPCClient<RecordingClient>(linkTo('recording')),
  };
}
