export {
  ACT_STATES,
  actStateSchema,
  DECISIONS,
  decisionsFor,
  isConcluded,
  mayBecome,
  type ActState,
  type Decision,
} from './act.ts';
export { announcementSchema } from './announcement.ts';
export { thirtyTwoBytesSchema } from './bytes-name.ts';
export {
  clipId,
  clipSchema,
  MOST_CLIP_BYTES,
  recordingSchema,
  type Clip,
  type Recording,
  type SignLanguage,
} from './clip.ts';
export { COLLECTIONS, isKnownCollection, readBody, type Body, type Collection } from './collections.ts';
export { libraryDocumentSchema } from './document.ts';
export { eventSchema, wallTimeSchema, type Event } from './event.ts';
export {
  factsSchema,
  formSchema,
  wordsSchema,
  type ChoiceQuestion,
  type Facts,
  type Form,
  type Question,
  type TextQuestion,
  type Words,
} from './form.ts';
export {
  LANGUAGES,
  languageSchema,
  localizedSchema,
  originalOf,
  readLocalizedSchema,
  wordingFor,
  type Language,
  type Localized,
  type Variant,
} from './localized.ts';
export { organizationSchema } from './organization.ts';
export { placeSchema } from './place.ts';
export { PROPOSAL_TEXTS, proposalTextSchema, type ProposalText } from './proposal-text.ts';
export { reading } from './reading.ts';
export { pictogramSchema, type Pictogram } from './pictogram.ts';
export {
  capabilityNameSchema,
  COMMITMENT_STATES,
  commitmentSchema,
  SERVICE_STATES,
  SOURCE_DOCUMENTS,
  serviceSchema,
  type Commitment,
  type Fact,
  type Service,
  type Source,
} from './service.ts';
export { NEEDS, THEME_NAMES, THEMES, themesOf, themeSchema, type Need, type Theme } from './taxonomy.ts';
export { tenantIdSchema, tenantSchema, type Tenant } from './tenant.ts';
