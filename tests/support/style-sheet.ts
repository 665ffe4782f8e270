/** One `property: value` of a style sheet, and all that it stands inside: its at-rules and its selector, outermost first. */
export interface Declaration {
  property: string;
  value: string;
  inside: string[];
}

/** Knows what our own style sheets use: rules, at-rules, nesting, comments; no quoted brace or semicolon. */
export function declarationsIn(css: string): Declaration[] {
  const declarations: Declaration[] = [];
  const inside: string[] = [];
  for (const [, text = '', end] of css.replaceAll(/\/\*.*?\*\//gs, '').matchAll(/([^{};]*)([{};])/g)) {
    const words = text.trim().replaceAll(/\s+/g, ' ');
    if (end === '{') inside.push(words);
    else if (words !== '' && !words.startsWith('@')) {
      const colon = words.indexOf(':');
      const [property, value] = [words.slice(0, colon), words.slice(colon + 1).trim()];
      declarations.push({ property, value, inside: [...inside] });
    }
    if (end === '}') inside.pop();
  }
  return declarations;
}
