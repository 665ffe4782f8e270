import { loadPeer } from '../peers.ts';

/** The little of durable-streams that is used here. Its own types are not installed with the project. */
export interface StreamsServer {
  DurableStreamTestServer: new (options: { port: number; dataDir: string }) => {
    start(): Promise<string>;
    stop(): Promise<void>;
    readonly url?: string;
  };
}

export interface StreamHandle {
  append(body: string): Promise<void>;
  head(): Promise<{ offset?: string }>;
}

export interface StreamsClient {
  DurableStream: {
    create(options: { url: string; contentType: string }): Promise<StreamHandle>;
    connect(options: { url: string }): Promise<StreamHandle>;
  };
  IdempotentProducer: new (
    stream: StreamHandle,
    id: string,
    options: { maxBatchBytes: number; lingerMs: number; onError(error: Error): void },
  ) => { append(body: string): void; flush(): Promise<void> };
  stream(options: { url: string; offset: string; live: false }): Promise<{
    readonly offset: string;
    json(): Promise<unknown[]>;
  }>;
}

export function streamsServer(): StreamsServer {
  return loadPeer('@durable-streams/server') as StreamsServer;
}

export function streamsClient(): StreamsClient {
  return loadPeer('@durable-streams/client') as StreamsClient;
}

export const STREAM = '/city';
