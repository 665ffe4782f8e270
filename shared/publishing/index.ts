export { checkRecord, collectionsThatName, isAboutOnly, referencesOf, type RecordText } from './check.ts';
export { FIELD_KINDS, isObject, type Field, type Words } from './fields.ts';
export { exportedLine, recordsInFile, textOf, type FileTrouble, type FoundRecord } from './files.ts';
export { PROBLEMS, problem, type Problem } from './problems.ts';
export {
  fieldsOfCollection,
  nameOfRecord,
  orderOf,
  PUBLISHED,
  publishedCollection,
  type PublishedCollection,
} from './registry.ts';
export { type Surroundings } from './rules/rule.ts';
