export { Preview } from './preview.tsx';
export { type PreviewDraft } from './draft.ts';
export { PreviewPage } from './preview-page.tsx';
