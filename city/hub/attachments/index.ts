export { attachmentsOf, missingOf, noteAttachments, type AttachmentState } from './named.ts';
export { readAttachment, receivedOf, takePiece, type BlobName } from './pieces.ts';
