/* Serves one file as it lies on the disk. */
import { createReadStream } from 'node:fs';
import { listen } from './listen.ts';
import { serve } from './serve.ts';

const [file = ''] = process.argv.slice(2);
const url = await listen((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  createReadStream(file).pipe(response);
});
serve({}, url);
