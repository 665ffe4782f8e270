import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  answerOf,
  type Draft,
  stepAfter,
  stepBefore,
  withAnswer,
} from '../../renderer/capabilities/proposal/draft.ts';
import { factsOf, type Receipt, send, wordsOf } from '../../renderer/capabilities/proposal/send.ts';
import { findAnswers, type Search } from '../../renderer/capabilities/receipt/find-answers.ts';
import { type Clients } from '../../renderer/connection/index.ts';
import { type ServicePage } from '../../shared/contract/index.ts';
import { factsSchema, type Form, formSchema, serviceSchema, wordsSchema } from '../../shared/model/index.ts';
import { err, ok } from '../../shared/result/index.ts';
import {
  type Answer,
  type Envelope,
  generateReceiptCode,
  generateSealingKeyPair,
  openPart,
  readHeader,
  type ReceiptKeys,
  sealAnswer,
  type SealedAnswer,
  type SealingKeyPair,
} from '../../shared/sealing/index.ts';

const PANTIN = join(import.meta.dirname, '../../resources/cities/pantin');
const ID = 'droit-de-proposition-populaire';
const TEXT = "Des bancs à l'ombre 🌳\n<b>مقاعد</b>";

const form: Form = formSchema.parse(read('form'));
const page: ServicePage = {
  tenant: 'pantin',
  id: ID,
  version: 1,
  service: serviceSchema.parse(read('service')),
  commitments: [],
  form,
};
const [kind, text, commission] = form.questions;
if (!kind || !text || !commission) throw new Error('the form of A26 has three questions');

let hub: SealingKeyPair;
let service: SealingKeyPair;
let keys: ReceiptKeys;
let receipt: Receipt;

beforeAll(async () => {
  hub = await generateSealingKeyPair();
  service = await generateSealingKeyPair();
  keys = { lookupId: 'lookup', keyPair: await generateSealingKeyPair() };
  receipt = { keys, season: '2026' };
});

function read(collection: string): unknown {
  return JSON.parse(readFileSync(join(PANTIN, collection, `${ID}.json`), 'utf8'));
}

function emptyDraft(): Draft {
  return { page, form, step: { at: 'path' }, answers: {}, code: generateReceiptCode() };
}

function writtenDraft(): Draft {
  const answers = { kind: 'idea', text: TEXT, commission: 'not-sure' };
  return { ...emptyDraft(), answers, step: { at: 'review' } };
}

describe('the steps of a proposal', () => {
  test('lead through every question to the review, and back the same way', () => {
    let draft = emptyDraft();
    const seen = [draft.step];
    while (draft.step.at !== 'review') {
      draft = { ...draft, step: stepAfter(draft) };
      seen.push(draft.step);
    }
    expect(seen.map((step) => step.at)).toEqual(['path', 'question', 'question', 'question', 'review']);
    const back = [];
    for (let before = stepBefore(draft); before; before = stepBefore(draft)) {
      back.push(before.at);
      draft = { ...draft, step: before };
    }
    expect(back).toEqual(['question', 'question', 'question', 'path']);
  });

  test('a change from the review leads straight back to it', () => {
    const draft: Draft = { ...writtenDraft(), step: { at: 'question', index: 0, from: 'review' } };
    expect(stepAfter(draft)).toEqual({ at: 'review' });
    expect(stepBefore(draft)).toEqual({ at: 'review' });
  });

  test('after it is saved, back leads nowhere', () => {
    expect(stepBefore({ ...writtenDraft(), step: { at: 'saved' } })).toBeUndefined();
  });

  test('a changed answer drops what was sealed before', () => {
    const sealed: Envelope = { header: 'h', facts: 'f', words: 'w' };
    const changed = withAnswer({ ...writtenDraft(), sealed }, kind, 'project');
    expect(answerOf(changed, kind)).toBe('project');
    expect(changed).not.toHaveProperty('sealed');
  });
});

describe('what is sent', () => {
  test('tells the hub the choices and the receipt, and no word', () => {
    const facts = factsSchema.strict().parse(factsOf(writtenDraft(), receipt));
    expect(facts.choices).toEqual({ kind: 'idea', commission: 'not-sure' });
    expect(facts.receipt).toEqual({ lookupId: 'lookup', publicKey: keys.keyPair.publicKey, season: '2026' });
    expect(JSON.stringify(facts)).not.toContain(keys.keyPair.privateKey);
    expect(JSON.stringify(facts)).not.toContain('ombre');
  });

  test('tells the service every word, letter for letter, and the language', () => {
    expect(wordsSchema.strict().parse(wordsOf(writtenDraft(), 'ar'))).toEqual({
      language: 'ar',
      texts: { text: TEXT },
      choices: {},
    });
  });

  test('is sealed to both keys under a header that names the form’s version', async () => {
    const recorded: Envelope[] = [];
    const { result } = await send(writtenDraft(), async () => receipt, 'fr', kiosk({ recorded }));
    expect(result.ok).toBe(true);
    const [envelope] = recorded;
    if (!envelope) throw new Error('nothing was recorded');
    const header = readHeader(envelope);
    expect(header).toMatchObject({
      ok: true,
      value: { tenant: 'pantin', service: ID, form: { id: ID, version: form.version }, hubKey: 'h1' },
    });
    expect(await openPart('words', envelope, service.privateKey)).toMatchObject({
      value: { texts: { text: TEXT } },
    });
    expect(await openPart('words', envelope, hub.privateKey)).toEqual(err('cannot-open'));
  });

  test('keeps what was sealed when recording fails, and sends the very same again', async () => {
    const recorded: Envelope[] = [];
    const failing = kiosk({ recorded, answers: [err('storage-failed'), 'silence', ok({ id: 'x' })] });
    const first = await send(writtenDraft(), async () => receipt, 'fr', failing);
    expect(first.result).toEqual(err('storage-failed'));
    if (!first.sealed) throw new Error('nothing was sealed');
    const draft = { ...writtenDraft(), sealed: first.sealed };
    expect((await send(draft, neverAsked, 'fr', failing)).result).toEqual(err('no-answer'));
    expect((await send(draft, neverAsked, 'fr', failing)).result.ok).toBe(true);
    expect(new Set(recorded.map((envelope) => envelope.header)).size).toBe(1);
  });

  test('without keys, or without an answer, nothing is recorded and the reason is said', async () => {
    const recorded: Envelope[] = [];
    const draft = writtenDraft();
    const noKeys = kiosk({ recorded, keys: 'none' });
    expect(await send(draft, async () => receipt, 'fr', noKeys)).toEqual({ result: err('no-keys') });
    const silent = kiosk({ recorded, keys: 'silence' });
    expect(await send(draft, async () => receipt, 'fr', silent)).toEqual({ result: err('no-answer') });
    expect(recorded).toEqual([]);
  });
});

async function neverAsked(): Promise<never> {
  throw new Error('a sealed draft needs no receipt any more');
}

interface Behaviour {
  recorded: Envelope[];
  keys?: 'none' | 'silence';
  answers?: (Awaited<ReturnType<Clients['recording']['record']>> | 'silence')[];
}

function kiosk({ recorded, keys: known, answers = [ok({ id: 'x' })] }: Behaviour): Clients {
  const left = [...answers];
  const clients = {
    reading: {
      async sealingKeys() {
        if (known === 'silence') throw new Error('no answer');
        if (known === 'none') return err('no-keys');
        return ok({
          hub: { kid: 'h1', publicKey: hub.publicKey },
          service: { kid: 's1', publicKey: service.publicKey },
        });
      },
    },
    recording: {
      async record({ envelope }: { envelope: Envelope }) {
        recorded.push(envelope);
        const answer = left.shift();
        if (answer === undefined || answer === 'silence') throw new Error('no answer');
        return answer;
      },
    },
  };
  return clients as unknown as Clients;
}

describe('looking for answers', () => {
  const places = [
    { tenant: 'pantin', season: '2026' },
    { tenant: 'paris', season: '2026' },
  ];
  const first: Answer = { state: 'received', answeredOn: '2026-03-01' };
  const second: Answer = { state: 'accepted', answeredOn: '2026-03-09' };

  test('stops at the first place that has some, the newest first', async () => {
    const steps: string[] = [];
    const found = await findAnswers('CODE', await searching('pantin', [first, second], steps));
    expect(found?.answers.map(({ turn, state }) => [turn, state])).toEqual([
      [2, 'accepted'],
      [1, 'received'],
    ]);
    expect(found?.damaged).toBe(false);
    expect(steps).toEqual(['1/2']);
  });

  test('goes on to the next city', async () => {
    const steps: string[] = [];
    const found = await findAnswers('CODE', await searching('paris', [first], steps));
    expect(found?.answers).toHaveLength(1);
    expect(steps).toEqual(['1/2', '2/2']);
  });

  test('finds nothing where there is nothing', async () => {
    expect(await findAnswers('CODE', await searching('nowhere', [first], []))).toBeUndefined();
  });

  test('says that an answer exists which cannot be opened', async () => {
    const search = await searching('pantin', [first, second], []);
    const stranger = await generateSealingKeyPair();
    const found = await findAnswers('CODE', {
      ...search,
      derive: async () => ({ ...keys, keyPair: stranger }),
    });
    expect(found).toEqual({ answers: [], damaged: true });
  });

  async function searching(tenant: string, answers: Answer[], steps: string[]): Promise<Search> {
    const sealed: SealedAnswer[] = [];
    for (const [index, answer] of answers.entries()) {
      const place = { tenant, lookupId: 'lookup', turn: index + 1 };
      sealed.push({
        lookupId: 'lookup',
        turn: place.turn,
        season: '2026',
        sealed: await sealAnswer(keys.keyPair.publicKey, place, answer),
      });
    }
    const reading = {
      receiptSeasons: async () => places,
      answers: async (asked: { tenant: string }) => (asked.tenant === tenant ? sealed : []),
    };
    return {
      reading: reading as unknown as Search['reading'],
      derive: async () => keys,
      onStep: (number, total) => steps.push(`${number}/${total}`),
    };
  }
});
