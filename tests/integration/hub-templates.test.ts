import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAgent } from '../../city/hub/index.ts';
import type { Grant, ReplyTemplate } from '../../shared/contract/index.ts';
import { startCity, type City } from '../support/city.ts';
import { openConsole } from '../support/console-client.ts';

/* A city's own ready texts: written by those who publish, used by those who answer. */

let city: City;
beforeAll(async () => {
  city = await startCity({ tenants: ['pantin', 'paris'] });
});
afterAll(() => city.stop());

let accounts = 0;
async function somebody(grants: Grant[], tenant = 'pantin') {
  accounts += 1;
  const name = `compte-${accounts}`;
  const { client } = openConsole(city.url);
  const password = await createAgent(city.database, tenant, name, grants);
  await client.signIn({ tenant, name, password });
  return { name, client };
}

function template(changes: Partial<ReplyTemplate> = {}): ReplyTemplate {
  return {
    id: 'mai',
    service: null,
    decision: 'in-progress',
    name: 'En commission en mai',
    text: {
      original: 'fr',
      fr: { text: 'La {{commission}} en parle le {{date}}.', by: 'human' },
      en: { text: 'The {{commission}} talks about it on {{date}}.', by: 'machine' },
    },
    hidden: false,
    ...changes,
  };
}

test('a publisher writes a text, agents have it with its languages as they are marked, other cities do not', async () => {
  const { client, name } = await somebody([{ role: 'publisher' }]);
  const saved = await client.templates.save(template());
  expect(saved).toMatchObject({ ok: true, value: { ...template(), changedBy: name } });
  const renamed = await client.templates.save(template({ name: 'En mai', hidden: true }));
  expect(renamed).toMatchObject({ ok: true, value: { name: 'En mai', hidden: true } });
  const { client: agent } = await somebody([{ role: 'agent' }]);
  const list = await agent.templates.list();
  expect(list).toMatchObject({
    ok: true,
    value: { templates: [{ id: 'mai', name: 'En mai', text: { en: { by: 'machine' } } }] },
  });
  expect(list.ok && list.value.services).toMatchObject([
    { id: 'droit-de-proposition-populaire', name: { fr: { text: 'Droit de proposition populaire' } } },
  ]);
  expect(await agent.templates.save(template())).toEqual({ ok: false, reason: 'not-allowed' });
  const { client: elsewhere } = await somebody([{ role: 'publisher' }], 'paris');
  expect(await elsewhere.templates.list()).toMatchObject({ ok: true, value: { templates: [] } });
});

test('who publishes for one service writes the texts of that one alone', async () => {
  const { client } = await somebody([{ role: 'publisher', service: 'un-service' }]);
  const own = template({ id: 'un', service: 'un-service' });
  expect(await client.templates.save(own)).toMatchObject({ ok: true });
  const refused = { ok: false, reason: 'not-allowed' };
  expect(await client.templates.save(template({ id: 'deux' }))).toEqual(refused);
  expect(await client.templates.save({ ...own, service: 'autre-service' })).toEqual(refused);
  // Nor may a text of all services be taken over by naming it again.
  expect(await client.templates.save({ ...own, id: 'mai' })).toEqual(refused);
});

const wording = (fr: string, en?: string): ReplyTemplate['text'] => ({
  original: 'fr',
  fr: { text: fr, by: 'human' },
  ...(en === undefined ? {} : { en: { text: en, by: 'human' } }),
});

test.each<[string, Partial<ReplyTemplate>]>([
  ['unknown-placeholder', { text: wording('Bonjour {{nom}}') }],
  ['no-commission', { decision: 'refused', text: wording('Le {{date}}') }],
  ['other-placeholders', { text: wording('Le {{date}}', 'On {{commission}}') }],
  ['other-placeholders', { text: wording('Le {{date}}', 'Soon') }],
])('braces that nobody could fill are refused: %s', async (reason, changes) => {
  const { client } = await somebody([{ role: 'administrator' }]);
  expect(await client.templates.save(template({ id: 'faux', ...changes }))).toEqual({ ok: false, reason });
});
