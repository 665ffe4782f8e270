import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo } from 'node:net';

/** Serves on a free port of this machine; gives the address. */
export async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
