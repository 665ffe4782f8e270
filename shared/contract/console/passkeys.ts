import { z } from 'zod';

/** As `@simplewebauthn` writes bytes: base64url. A response of an authenticator is a few hundred bytes, with a certificate some thousands. */
const bytesSchema = z
  .string()
  .max(20_000)
  .regex(/^[\w-]+$/);

const typeSchema = z.literal('public-key');
const transportsSchema = z.array(z.string().max(40)).max(10);
const attachmentSchema = z.enum(['platform', 'cross-platform']);

/** What a browser is asked in order to make a passkey. */
export const creationOptionsSchema = z.object({
  rp: z.object({ name: z.string(), id: z.string() }),
  user: z.object({ id: bytesSchema, name: z.string(), displayName: z.string() }),
  challenge: bytesSchema,
  pubKeyCredParams: z.array(z.object({ alg: z.number(), type: typeSchema })),
  timeout: z.number(),
  excludeCredentials: z.array(z.object({ id: bytesSchema, type: typeSchema })),
  authenticatorSelection: z.object({
    residentKey: z.literal('required'),
    requireResidentKey: z.literal(true),
    userVerification: z.literal('required'),
  }),
  attestation: z.literal('none'),
});

/** What a browser is asked in order to sign with any passkey of this place. */
export const requestOptionsSchema = z.object({
  rpId: z.string(),
  challenge: bytesSchema,
  timeout: z.number(),
  userVerification: z.literal('required'),
});

/** What a new passkey says of itself. */
export const createdPasskeySchema = z.object({
  id: bytesSchema,
  rawId: bytesSchema,
  type: typeSchema,
  authenticatorAttachment: attachmentSchema.optional(),
  clientExtensionResults: z.object({}),
  response: z.object({
    clientDataJSON: bytesSchema,
    attestationObject: bytesSchema,
    transports: transportsSchema.optional(),
  }),
});

export type CreatedPasskey = z.infer<typeof createdPasskeySchema>;

/** What a passkey signed. */
export const signedPasskeySchema = z.object({
  id: bytesSchema,
  rawId: bytesSchema,
  type: typeSchema,
  authenticatorAttachment: attachmentSchema.optional(),
  clientExtensionResults: z.object({}),
  response: z.object({
    clientDataJSON: bytesSchema,
    authenticatorData: bytesSchema,
    signature: bytesSchema,
    userHandle: bytesSchema.optional(),
  }),
});

export type SignedPasskey = z.infer<typeof signedPasskeySchema>;
