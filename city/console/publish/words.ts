import { type Problem, type Words } from '../../../shared/publishing/index.ts';
import visitorEnglish from '../../../resources/locales/en.json' with { type: 'json' };
import visitorFrench from '../../../resources/locales/fr.json' with { type: 'json' };
import { type Say, useMessages } from '../words/index.ts';

/** What a description says, in the language of these pages. */
export function useWords(): (words: Words) => string {
  const { language } = useMessages();
  return (words) => words[language];
}

/** A word of a list: as the description says it, else as the visitor reads it, else as it is. */
export function useOptionWord(): (option: { value: string; label?: Words | undefined }) => string {
  const { language } = useMessages();
  return ({ value, label }) => {
    if (label) return label[language];
    const french = (visitorFrench as Record<string, { text: string } | undefined>)[`theme.${value}`]?.text;
    const english = (visitorEnglish as Record<string, string | undefined>)[`theme.${value}`];
    return (language === 'en' ? english : french) ?? value;
  };
}

export function sentenceOf({ problem, values = {} }: Problem, say: Say): string {
  return say(`publish.problem.${problem}`, values);
}

/** The problems of a field; those of what is inside it, when nothing inside can show them. */
export function problemsAt(problems: readonly Problem[], path: string, inside = false): Problem[] {
  return problems.filter((each) => each.path === path || (inside && each.path.startsWith(`${path}.`)));
}
