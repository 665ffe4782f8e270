/** The value, or undefined for what is not JSON: every reader has a schema that refuses undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
