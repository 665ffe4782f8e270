import { describe, expect, test } from 'vitest';
import {
  type Draft,
  emptyDraft,
  isStarted,
  MOST_SIGNS,
  problemsOf,
  replyOf,
  secondLanguage,
} from '../../city/console/reply/draft.ts';
import {
  filledTexts,
  fillWith,
  originOf,
  READY_TEXTS,
  readyTextsFor,
  refill,
  textsOf,
} from '../../city/console/reply/ready-texts.ts';
import { type OpenedRequest, replySchema, type ReplyTemplate } from '../../shared/contract/index.ts';
import { type Localized } from '../../shared/model/index.ts';

const TODAY = '2026-11-22';

const SCHOOLS: Localized = {
  original: 'fr',
  fr: { text: 'Écoles et jeunesse', by: 'human' },
  ar: { text: 'المدارس والشباب', by: 'human' },
};
const NOT_SURE: Localized = { original: 'fr', fr: { text: 'Je ne sais pas', by: 'human' } };
const QUESTION: Localized = { original: 'fr', fr: { text: 'Quelle commission ?', by: 'human' } };

function request(changed: Partial<OpenedRequest> = {}): OpenedRequest {
  return {
    id: '8f14e45f-ceea-4a67-a0f4-1d3b2d6f9f11',
    service: 'droit-de-proposition-populaire',
    serviceName: { original: 'fr', fr: { text: 'Droit de proposition', by: 'human' } },
    state: 'received',
    receivedOn: '2026-11-20',
    site: 'Maison du projet',
    choices: [{ question: QUESTION, answer: SCHOOLS }],
    words: { language: 'ar', texts: {}, choices: {} },
    form: {
      version: 1,
      act: 'proposal',
      path: [{ pictogram: 'calendar', text: QUESTION }],
      questions: [
        {
          kind: 'choice',
          id: 'commission',
          sealedTo: 'hub',
          title: QUESTION,
          options: [
            { id: 'schools', label: SCHOOLS },
            { id: 'not-sure', label: NOT_SURE },
          ],
        },
      ],
      retentionDays: 730,
      example: false,
    },
    answers: [],
    ...changed,
  };
}

function ready(changed: Partial<Draft> = {}): Draft & { decision: NonNullable<Draft['decision']> } {
  return {
    commission: 'Écoles et jeunesse',
    date: '2026-12-08',
    french: 'La commission en parlera.',
    translation: '',
    ...changed,
    decision: changed.decision ?? 'in-progress',
  };
}

/** The languages that the ready texts are written in so far. */
const WRITTEN = ['fr', 'fr-simple', 'en', 'ar'] as const;

describe('what must be put right before an answer goes', () => {
  test('nothing, when a commission, a day to come and a reason are there', () => {
    expect(problemsOf(ready(), TODAY)).toEqual({});
  });

  test('an untouched form lacks a decision and a reason, and is not yet asked for a commission', () => {
    expect(problemsOf(emptyDraft(request()), TODAY)).toEqual({
      decision: 'decision-missing',
      french: 'text-missing',
    });
  });

  test.each([
    ['', 'date-missing'],
    ['2026-11-21', 'date-not-future'],
    [TODAY, 'date-not-future'],
    ['2026-11-23', undefined],
    ['2028-11-21', undefined],
    ['2028-11-22', 'date-too-far'],
    ['0026-12-08', 'date-not-future'],
  ])('the commission on %j: %s', (date, problem) => {
    expect(problemsOf(ready({ date }), TODAY).date).toBe(problem);
  });

  test('a commission without a name, or with spaces for a name', () => {
    expect(problemsOf(ready({ commission: ' ' }), TODAY).commission).toBe('commission-missing');
  });

  test('neither commission nor date is asked for when the answer is yes or no', () => {
    expect(problemsOf(ready({ decision: 'refused', commission: '', date: '' }), TODAY)).toEqual({});
    expect(problemsOf(ready({ decision: 'accepted', commission: '', date: '' }), TODAY)).toEqual({});
  });

  test('a reason of white space, and texts that are too long', () => {
    expect(problemsOf(ready({ french: ' \n\t' }), TODAY).french).toBe('text-missing');
    const long = 'a'.repeat(MOST_SIGNS + 1);
    expect(problemsOf(ready({ french: long, translation: long }), TODAY)).toEqual({
      french: 'text-too-long',
      translation: 'text-too-long',
    });
  });
});

describe('what goes to the hub', () => {
  test('a commission of the form keeps its translations, so that the visitor reads it in their language', () => {
    const reply = replyOf(request(), ready({ translation: 'ستناقشه اللجنة.' }));
    expect(replySchema.parse(reply)).toEqual({
      id: request().id,
      state: 'in-progress',
      reason: {
        original: 'fr',
        fr: { text: 'La commission en parlera.', by: 'human' },
        ar: { text: 'ستناقشه اللجنة.', by: 'human' },
      },
      commission: { name: SCHOOLS, date: '2026-12-08' },
    });
  });

  test('another commission goes under the name that the agent wrote', () => {
    const reply = replyOf(request(), ready({ commission: ' Budget ' }));
    expect(reply.commission?.name).toEqual({ original: 'fr', fr: { text: 'Budget', by: 'human' } });
  });

  test('a decision without commission names none, whatever was typed before', () => {
    const reply = replyOf(request(), ready({ decision: 'refused' }));
    expect(replySchema.parse(reply)).not.toHaveProperty('commission');
  });

  test('an empty second field sends no empty wording', () => {
    expect(replyOf(request(), ready({ translation: '  ' })).reason).not.toHaveProperty('ar');
  });

  test('a ready text that nobody edited keeps its mark of a machine; an edited one is the agent’s', () => {
    const [text] = readyTextsFor('in-progress');
    const arabic = text?.text.ar?.text ?? '';
    expect(replyOf(request(), ready({ translation: arabic })).reason.ar?.by).toBe('machine');
    expect(replyOf(request(), ready({ translation: `${arabic} شكرًا` })).reason.ar?.by).toBe('human');
  });

  test.each([
    ['fr', undefined],
    ['fr-simple', 'fr-simple'],
    ['pt-PT', 'pt-PT'],
    ['original', undefined],
    ['<script>', undefined],
    ['', undefined],
  ])('written in %j, the second field is in %s', (language, second) => {
    expect(secondLanguage(request({ words: { language, texts: {}, choices: {} } }))).toBe(second);
  });
});

describe('an untouched form', () => {
  test('names the commission that the visitor chose', () => {
    expect(emptyDraft(request()).commission).toBe('Écoles et jeunesse');
  });

  test('names none when the visitor left it to the city, or when there is no such question', () => {
    const choices = [{ question: QUESTION, answer: NOT_SURE }];
    expect(emptyDraft(request({ choices })).commission).toBe('');
    const { form: _, ...bare } = request();
    expect(emptyDraft(bare).commission).toBe('');
  });

  test('is nothing that could be lost', () => {
    expect(isStarted(emptyDraft(request()))).toBe(false);
    expect(isStarted({ ...emptyDraft(request()), french: 'Merci' })).toBe(true);
  });
});

describe('ready texts', () => {
  test.each(['in-progress', 'accepted', 'refused'] as const)(
    '%s has three, in every language that has them',
    (decision) => {
      const texts = readyTextsFor(decision);
      expect(texts).toHaveLength(3);
      for (const { text } of texts) {
        for (const language of WRITTEN) expect(text[language]?.text).toBeTruthy();
      }
    },
  );

  test('no two are the same, in any language that has them', () => {
    for (const language of WRITTEN) {
      expect(new Set(READY_TEXTS.map((ready) => ready.text[language]?.text)).size).toBe(READY_TEXTS.length);
    }
  });

  const [first, second] = readyTextsFor('in-progress');
  if (first === undefined || second === undefined) throw new Error('there are no ready texts');
  const french = first.text.fr?.text ?? '';

  test('one fills an empty field, and takes the place of another one', () => {
    expect(fillWith(' ', first, 'fr')).toBe(french);
    expect(fillWith(second.text.fr?.text ?? '', first, 'fr')).toBe(french);
  });

  test('words of the agent’s own are never lost', () => {
    expect(fillWith('Bonjour Madame,\n', first, 'fr')).toBe(`Bonjour Madame,\n\n${french}`);
    expect(fillWith(`${french} Merci.`, second, 'fr')).toContain(`${french} Merci.`);
  });

  test('a language without ready texts keeps what is written and gains nothing', () => {
    expect(fillWith('Mahadsanid', first, 'so')).toBe('Mahadsanid');
    expect(originOf('Mahadsanid', 'so')).toBe('human');
  });
});

describe('the city’s own texts', () => {
  const own = {
    id: 'study',
    service: null,
    decision: 'in-progress',
    name: 'En mai',
    hidden: false,
    text: {
      original: 'fr',
      fr: { text: 'La commission {{commission}} en parle le {{date}}.', by: 'human' },
      en: { text: 'The committee {{commission}} talks about it on {{date}}.', by: 'machine' },
      es: { text: 'La comisión {{commission}}, {{date}}.', by: 'machine', checkedAt: '2026-01-31' },
    },
  } satisfies ReplyTemplate;
  const commission = {
    original: 'fr',
    fr: { text: 'Santé', by: 'human' },
    en: { text: 'Health', by: 'human' },
  } as const;

  test('stand in the place of those of the program, for their service, unless they are hidden', () => {
    expect(textsOf([], 'x')).toEqual(READY_TEXTS);
    expect(textsOf([own], 'x')).toHaveLength(READY_TEXTS.length);
    expect(textsOf([own], 'x').at(-1)).toEqual(own);
    expect(textsOf([{ ...own, service: 'y' }], 'x').map(({ id }) => id)).not.toContain('study');
    expect(textsOf([{ ...own, hidden: true }], 'x')).toHaveLength(READY_TEXTS.length - 1);
  });

  test('name the commission and its day in each language, and change with them until somebody edits them', () => {
    const known = { date: '2026-12-09', commission };
    const [filled] = filledTexts([own], known);
    expect(filled?.text.fr?.text).toBe('La commission Santé en parle le 9 décembre 2026.');
    expect(filled?.text.en?.text).toBe('The committee Health talks about it on 9 December 2026.');
    const later = filledTexts([own], { ...known, date: '2026-12-16' });
    const french = filled?.text.fr?.text ?? '';
    expect(refill(french, 'fr', [filled ?? own], later)).toContain('16 décembre');
    expect(refill(`${french} Merci.`, 'fr', [filled ?? own], later)).toBe(`${french} Merci.`);
    const [open] = filledTexts([own], { date: '', commission: undefined });
    expect(open?.text.fr?.text).toBe(own.text.fr.text);
  });

  test('are a machine’s until a person has read them', () => {
    const filled = filledTexts([own], { date: '2026-12-09', commission });
    expect(originOf(filled[0]?.text.en?.text ?? '', 'en', filled)).toBe('machine');
    expect(originOf(filled[0]?.text.es?.text ?? '', 'es', filled)).toBe('human');
  });

  test('do not go with something left in braces', () => {
    const draft = { decision: 'accepted', commission: '', date: '', translation: '' } as const;
    expect(problemsOf({ ...draft, french: 'Le {{date}}' }, '2026-01-31')).toEqual({
      french: 'placeholder-left',
    });
    expect(problemsOf({ ...draft, french: 'Oui' }, '2026-01-31')).toEqual({});
  });
});
