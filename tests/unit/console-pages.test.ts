import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ORPCError } from '@orpc/client';
import { describe, expect, test } from 'vitest';
import { whyNoAnswer } from '../../city/console/connection/index.ts';
import { addressOf, filterFrom } from '../../city/console/inbox/filter-address.ts';
import { groupAfter, groupsOf, inOrder, nextWaiting, waitingCount } from '../../city/console/inbox/groups.ts';
import { READY_TEXT_IDS } from '../../city/console/reply/ready-texts.ts';
import { askedOf } from '../../city/console/request/asked.ts';
import { cityInAddress } from '../../city/console/sign-in/cities.ts';
import {
  dayOf,
  daysAfter,
  directionOf,
  languageName,
  longDay,
  type Say,
  shortDay,
  startMessages,
} from '../../city/console/words/index.ts';
import en from '../../resources/locales/console/en.json' with { type: 'json' };
import fr from '../../resources/locales/console/fr.json' with { type: 'json' };
import {
  type InboxGroup,
  type InboxRow,
  type ListedRow,
  type OpenedRequest,
} from '../../shared/contract/index.ts';
import { ACT_STATES, type ActState, type Localized } from '../../shared/model/index.ts';

function french(text: string): Localized {
  return { original: 'fr', fr: { text, by: 'human' } };
}

function row(id: string, state: ActState, receivedOn: string): InboxRow {
  return { id, state, receivedOn, service: 's', serviceName: french('S'), site: 'Maison', choices: [] };
}

function listed(id: string, group: InboxGroup): ListedRow {
  return { ...row(id, 'received', '2026-11-01'), group };
}

describe('the inbox as work', () => {
  const rows = [
    listed('d', 'late'),
    listed('b', 'rest'),
    listed('f', 'rest'),
    listed('c', 'underway'),
    listed('e', 'answered'),
    listed('a', 'answered'),
  ];

  test('what was answered a moment ago stands in its new group; a group without requests is not shown', () => {
    expect(inOrder([listed('x', 'underway'), ...rows]).map(({ id }) => id)).toEqual([
      'd',
      'b',
      'f',
      'x',
      'c',
      'e',
      'a',
    ]);
    expect(groupsOf([listed('a', 'answered')]).map(({ name }) => name)).toEqual(['answered']);
    expect(waitingCount({ late: 1, week: 2, rest: 3, underway: 4, answered: 5 })).toBe(6);
  });

  test('no state is left out', () => {
    expect(ACT_STATES.filter((state) => groupAfter(state) === 'answered')).toEqual([
      'accepted',
      'refused',
      'withdrawn',
      'expired',
    ]);
  });

  test('the next request is the next that waits, then the first, then none', () => {
    expect(nextWaiting(rows, 'd')?.id).toBe('b');
    expect(nextWaiting(rows, 'f')?.id).toBe('d');
    expect(nextWaiting(rows, 'c')?.id).toBe('d');
    expect(nextWaiting([listed('a', 'rest')], 'a')).toBeUndefined();
  });

  test('a filter goes into the address and comes out of it whole; what is none is let go', () => {
    const filter = { service: 'x', state: 'refused', age: 30, due: 'week', whose: 'mine' } as const;
    expect(filterFrom(addressOf(filter))).toEqual(filter);
    expect(addressOf({})).toBe('#requests');
    expect(filterFrom('#requests')).toEqual({});
    expect(filterFrom('#requests?age=8')).toEqual({});
    expect(filterFrom('#requests?whose=everybody&state=refused')).toEqual({});
  });
});

describe('what the visitor answered', () => {
  const request: OpenedRequest = {
    ...row('a', 'received', '2026-11-01'),
    words: {
      language: 'fr',
      texts: { text: '<b>Un banc</b>', older: 'Autre' },
      choices: { zone: 'north', gone: 'x' },
    },
    form: {
      version: 1,
      act: 'proposal',
      path: [{ pictogram: 'calendar', text: french('On écrit') }],
      questions: [
        {
          kind: 'choice',
          id: 'zone',
          sealedTo: 'service',
          title: french('Où ?'),
          options: [
            { id: 'north', label: french('Au nord') },
            { id: 'south', label: french('Au sud') },
          ],
        },
        { kind: 'text', id: 'text', sealedTo: 'service', title: french('Quoi ?'), maxSigns: 100 },
      ],
      retentionDays: 1,
      example: false,
    },
    answers: [],
  };

  test('stands under its question, in the order of the form, letter for letter', () => {
    expect(askedOf(request).slice(0, 2)).toEqual([
      { id: 'zone', question: french('Où ?'), kind: 'choice', answer: french('Au nord') },
      { id: 'text', question: french('Quoi ?'), kind: 'text', text: '<b>Un banc</b>' },
    ]);
  });

  test('is shown even where this form does not know the question', () => {
    expect(askedOf(request).slice(2)).toEqual([
      { id: 'older', question: 'older', kind: 'text', text: 'Autre' },
      { id: 'gone', question: 'gone', kind: 'choice', answer: 'x' },
    ]);
    const { form: _, ...bare } = request;
    expect(askedOf(bare)).toHaveLength(4);
  });
});

describe('days', () => {
  test('the day is that of the wall calendar, not of Greenwich', () => {
    expect(dayOf(new Date(2026, 0, 5, 0, 30))).toBe('2026-01-05');
    expect(dayOf(new Date(2026, 11, 31, 23, 59))).toBe('2026-12-31');
  });

  test('days are counted over months, years and leap days', () => {
    expect(daysAfter('2026-12-31', 1)).toBe('2027-01-01');
    expect(daysAfter('2028-02-28', 1)).toBe('2028-02-29');
    expect(daysAfter('2027-03-01', -1)).toBe('2027-02-28');
  });

  test('a day is said with its weekday, in both languages', () => {
    expect(longDay('2026-12-08', 'fr')).toBe('mardi 8 décembre 2026');
    expect(longDay('2026-12-08', 'en')).toMatch(/^Tuesday,? 8 December 2026$/);
    expect(shortDay('2026-11-22', 'fr')).toBe('22 nov. 2026');
    expect(longDay('pas une date', 'fr')).toBe('pas une date');
  });
});

describe('languages of visitors', () => {
  const say: Say = (key) => `(${key})`;

  test.each([
    ['ar', 'arabe'],
    ['en', 'anglais'],
    ['fr-simple', '(language.fr-simple)'],
    ['xx-not-a-language-at-all', '(language.unknown)'],
    ['<img>', '(language.unknown)'],
  ])('%s is named %s', (code, name) => {
    expect(languageName(code, 'fr', say)).toBe(name);
  });

  test('Arabic and Urdu run from right to left, Tamil does not', () => {
    expect(['ar', 'ur', 'ar-EG', 'ta', 'fr-simple'].map(directionOf)).toEqual([
      'rtl',
      'rtl',
      'rtl',
      'ltr',
      'ltr',
    ]);
  });
});

describe('the city of the address', () => {
  test.each([
    ['?city=pantin', 'Pantin'],
    ['?city=montreuil&lang=en', 'montreuil'],
    ['?city=', undefined],
    ['', undefined],
    ['?city=<script>', undefined],
  ])('%j: %s', (search, name) => {
    expect(cityInAddress(search)?.name).toBe(name);
  });
});

test('a network that is gone is told from a hub that fails', () => {
  expect(whyNoAnswer(new TypeError('Failed to fetch'))).toBe('unreachable');
  expect(whyNoAnswer(new DOMException('too slow', 'TimeoutError'))).toBe('unreachable');
  expect(whyNoAnswer(new ORPCError('SERVICE_UNAVAILABLE', { status: 503 }))).toBe('unreachable');
  expect(whyNoAnswer(new ORPCError('FORBIDDEN', { status: 403 }))).toBe('unexpected');
  expect(whyNoAnswer(new Error('output does not match'))).toBe('unexpected');
});

describe('the catalogues', () => {
  const source = globSync('city/console/**/*.{ts,tsx}', { cwd: join(import.meta.dirname, '../..') })
    .map((file) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8'))
    .join('\n');
  const frenchKeys = Object.keys(fr);
  const withoutMany = frenchKeys.filter((key) => !key.endsWith('_many'));

  test('both languages have the same sentences', () => {
    expect(Object.keys(en).filter((key) => key !== '@by')).toEqual(withoutMany);
  });

  test('with the same values in them', () => {
    for (const key of withoutMany) {
      expect([key, placeholders(en[key as 'app.title'])]).toEqual([
        key,
        placeholders(fr[key as 'app.title'].text),
      ]);
    }
  });

  test('every sentence is used', () => {
    const unused = frenchKeys
      .map((key) => key.replace(/_(one|many|other)$/, ''))
      .filter((key) => !isUsed(key));
    expect(unused).toEqual([]);
  });

  test('no sentence shouts or accuses, and each has a note for translators', () => {
    for (const [key, { text, note }] of Object.entries(fr)) {
      expect([key, /!|\berreur\b|\binvalide\b/i.test(text)]).toEqual([key, false]);
      expect([key, note.length > 5]).toEqual([key, true]);
    }
  });

  test('there is one sentence for each state and each ready text', () => {
    for (const state of ACT_STATES) expect(frenchKeys).toContain(`state.${state}`);
    for (const id of READY_TEXT_IDS) expect(frenchKeys).toContain(`template.${id}`);
  });

  test('French counts none and one alike, and values are filled in', () => {
    const messages = startMessages('fr');
    const say = messages.t as unknown as Say;
    expect(say('inbox.count', { count: 0 })).toBe('0 demande attend une réponse');
    expect(say('inbox.count', { count: 2 })).toBe('2 demandes attendent une réponse');
    expect(say('request.written-in', { language: '<arabe>' })).toBe('Écrit en <arabe>');
  });

  function placeholders(text: string): string[] {
    return Array.from(text.matchAll(/\{\{(\w+)\}\}/g), ([, name]) => name ?? '').sort();
  }

  /** As it stands, or as the end of a template such as `reason.${reason}` whose type names every end. */
  function isUsed(key: string): boolean {
    if (source.includes(`'${key}'`) || source.includes(`"${key}"`)) return true;
    const parts = key.split('.');
    const beginning = parts.slice(0, -1).join('.');
    const [first, second, ...rest] = parts;
    const kind =
      rest.length > 0 &&
      source.includes(`'${first}.${second}'`) &&
      source.includes(`\${kind}.${rest.join('.')}`);
    return source.includes(`\`${beginning}.\${`) || kind;
  }
});
