import { type Problem } from '../problems.ts';

/** What a record stands among: what is published of the tenant just now, or comes with it. */
export interface Surroundings {
  tenant: string;
  /** The text of a published record; undefined when there is none. */
  bodyOf(collection: string, id: string): string | undefined;
  /** The text of a form's version, when that was ever published. */
  formVersion(form: string, version: number): string | undefined;
  /** Whether a kiosk stands at a site. */
  isSite(site: string): boolean;
}

export interface CheckedRecord {
  id: string;
  /** Has passed the collection's schema. */
  body: unknown;
  /** Letter for letter. */
  text: string;
}

/** What a schema cannot say of a record. */
export type Rule = (record: CheckedRecord, around: Surroundings) => Problem[] | Promise<Problem[]>;
