import { Agent, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** Connections stay open, as behind a proxy that keeps them. */
const agent = new Agent({ keepAlive: true, maxSockets: 256 });

export interface Asking {
  headers?: Record<string, string>;
  /** Makes it a POST. */
  body?: { type: 'application/json' | 'application/x-ndjson'; text: string };
}

export interface Answer {
  status: number;
  bytes: Buffer;
  headers: IncomingMessage['headers'];
}

/** One request, as cheap as can be: what asks shares the processor with what is measured. */
export async function ask(url: string, { headers = {}, body }: Asking = {}): Promise<Answer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sending = request(
      url,
      {
        agent,
        method: body === undefined ? 'GET' : 'POST',
        headers: { ...headers, ...(body === undefined ? {} : { 'content-type': body.type }) },
      },
      resolve,
    );
    sending.on('error', reject);
    sending.end(body?.text);
  });
  return { status: response.statusCode ?? 0, bytes: await buffer(response), headers: response.headers };
}

/** @throws when it is answered with anything but 200: a measure of refusals would flatter */
export async function askWell(url: string, asking: Asking = {}): Promise<Answer> {
  const answer = await ask(url, asking);
  if (answer.status !== 200)
    throw new Error(`${new URL(url).pathname} answered ${answer.status} ${answer.bytes.toString()}`);
  return answer;
}
