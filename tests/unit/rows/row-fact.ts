/** What a test expects of one row of the inventory: a fact with these values, and words that find the row. */
export interface RowFact {
  fact: string;
  values: Record<string, number | boolean | string | string[]>;
  query: { fr: string; en: string; ar: string };
}
