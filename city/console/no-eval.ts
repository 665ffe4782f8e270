import { z } from 'zod';

/**
 * zod would try to compile its schemas with `new Function`, which our content security policy refuses and reports.
 * Imported before anything else, because schemas are made as their modules load.
 */
z.config({ jitless: true });
