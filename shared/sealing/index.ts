export {
  answerRecordId,
  openAnswer,
  sealAnswer,
  sealedAnswerSchema,
  type Answer,
  type SealedAnswer,
} from './answer.ts';
export {
  ATTACHMENT_STEP_BYTES,
  attachmentBytesSchema,
  LARGEST_ATTACHMENT_BYTES,
  openAttachment,
  sealAttachment,
  type Attachment,
  type SealedAttachment,
} from './attachment.ts';
export { fingerprint, fromBase64, fromUtf8, randomBytes, toBase64, utf8 } from './bytes.ts';
export {
  envelopeSchema,
  openPart,
  openPartWith,
  readHeader,
  sealEnvelope,
  type Envelope,
  type EnvelopeHeader,
  type SealingKeys,
} from './envelope.ts';
export {
  deriveSealingKeyPair,
  generateSealingKeyPair,
  open,
  seal,
  type SealingContext,
  type SealingKeyPair,
} from './hpke.ts';
export {
  keysetSchema,
  keyToSealTo,
  readKeyset,
  signedTextSchema,
  signKeyset,
  type Keyset,
  type PublicKey,
  type RetiredKey,
  type SignedText,
} from './keyset.ts';
export { pad, unpad } from './padding.ts';
export { CODE_SIGNS, generateReceiptCode, groupReceiptCode, parseReceiptCode } from './receipt-code.ts';
export { deriveReceiptKeys, seasonOf, type ReceiptKeys } from './receipt.ts';
export { generateSigningKeyPair, sign, verify, type SigningKeyPair } from './signing.ts';
