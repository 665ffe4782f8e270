/* The city's hub in a process of its own, over the database and with the keys that it is given. */
import { openDatabase, startHub } from '../../../city/hub/index.ts';
import { serve } from './serve.ts';

const [databaseUrl = '', keysFolder = ''] = process.argv.slice(2);
const hub = await startHub({ database: openDatabase(databaseUrl), keysFolder });
serve({}, hub.url);
