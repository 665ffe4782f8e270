import { z } from 'zod';

/** 32 bytes as base64url: a SHA-256 or a key; fit for a file's name. */
export const thirtyTwoBytesSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
