import { z } from 'zod';

/**
 * Imported before anything that builds a schema: zod would otherwise try to compile one with `new Function`, which the
 * page's policy reports as an attack.
 */
z.config({ jitless: true });
