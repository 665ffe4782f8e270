/* Signing in and accounts, in a real browser: by keyboard, with a virtual passkey, through a real sign-in provider. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CDPSession, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAgent } from '../../city/hub/index.ts';
import { type ConsoleBench, type ConsolePage, startConsole } from '../support/console.ts';
import { startSignInProvider } from '../support/sign-in-provider.ts';
import { expectAccessible } from '../support/console-checks.ts';

let bench: ConsoleBench;
let open: ConsolePage;
let page: Page;
/** By a name, since a passkey is good for no bare address. */
let hubUrl: string;

beforeAll(async () => {
  bench = await startConsole();
  hubUrl = bench.city.url.replace('127.0.0.1', 'localhost');
});

afterAll(() => bench.stop());

beforeEach(async () => {
  await bench.city.database.query('delete from tries; delete from console_act');
  open = await bench.open();
  page = open.page;
  await page.goto(`${hubUrl}/console/?city=pantin`);
});

afterEach(async () => {
  expect(open.complaints.filter((complaint) => !complaint.startsWith('Failed to load resource'))).toEqual([]);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  await open.close();
});

describe('the accounts', () => {
  test('by keyboard: a new account for two services, whose password is shown once and opens the console', async () => {
    await goTo('Comptes');
    await expectAccessible(page, 'accounts');
    await tabTo('Nouveau compte');
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('Nom du compte');
    await page.keyboard.press('Enter');
    await page.getByText('Donnez un nom au compte.').waitFor();
    await page.keyboard.type('Nour B.');
    await page.getByLabel('Agent : pour quels services').selectOption('Certains services');
    const services = page.getByRole('group', { name: 'Services' });
    await services.getByRole('checkbox').nth(2).focus();
    await page.keyboard.press('Space');
    await expectAccessible(page, 'new account');
    await page.getByRole('button', { name: 'Créer le compte' }).click();
    const password = await shownPassword();
    await expectAccessible(page, 'password shown');

    await page.getByRole('button', { name: 'Tous les comptes' }).click();
    const row = page.getByRole('row', { name: /Nour B\./ });
    expect(await row.textContent()).toContain('Agent (2 services)');
    expect(await page.content()).not.toContain(password);
    await signOut();
    await page.getByLabel('Nom').fill('Nour B.');
    await page.getByLabel('Mot de passe').fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Demandes' }).waitFor();
  });

  test('roles, a new password and the end of an account, each said before it is done', async () => {
    await createAgent(bench.city.database, 'pantin', 'Ana', [{ role: 'agent' }]);
    await bench.city.database.query(
      `insert into passkey (tenant, credential, agent, public_key, counter, transports, label)
         values ('pantin', 'a', 'Ana', '', 0, '{}', 'Téléphone')`,
    );
    await goTo('Comptes');
    await openAccount('Ana');
    await page.getByText('Contrôle', { exact: true }).click();
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('C’est enregistré. Les rôles valent tout de suite.').waitFor();
    await expectAccessible(page, 'account');

    await page.getByRole('button', { name: 'Retirer ses clés d’accès' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Retirer ses clés d’accès' }).click();
    await page.getByRole('heading', { name: 'Clés d’accès' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Donner un nouveau mot de passe' }).click();
    await page.getByRole('alertdialog').waitFor();
    await expectAccessible(page, 'asking for a new password');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Donner un nouveau' }).click();
    expect(await shownPassword()).toHaveLength(23);

    await page.getByRole('button', { name: 'Tous les comptes' }).click();
    await page.getByRole('button', { name: 'Ana', exact: true }).waitFor();
    expect(await focused()).toBe('Ana');
    expect(await page.getByRole('row', { name: /Ana/ }).textContent()).toContain('Agent, Contrôle');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Retirer ce compte' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Retirer ce compte' }).click();
    await page.getByRole('button', { name: 'Nouveau compte' }).waitFor();
    expect(await page.getByRole('row', { name: /Ana/ }).count()).toBe(0);
    await page.getByLabel('Le nom commence par').fill('ana');
    await page.keyboard.press('Enter');
    await page.getByText('Aucun compte ne porte ce nom.').waitFor();
  });

  test('the last administrator stays one, and is told what to do first', async () => {
    await goTo('Comptes');
    await openAccount('agent');
    await page.getByText('Administration', { exact: true }).click();
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByRole('alert').getByText('Personne d’autre ne pourrait plus donner de rôles.').waitFor();
  });

  test('the journal tells who did what, of all or of one', async () => {
    await bench.city.database.query(
      `insert into console_act (tenant, agent, action, subject)
         select 'pantin', case n % 2 when 0 then 'Ana' else '' end, 'roles-changed', 'Compte ' || n
         from generate_series(1, 60) n`,
    );
    await goTo('Journal');
    await page.getByText('Sur le serveur').first().waitFor();
    await expectAccessible(page, 'journal');
    const rows = page.getByRole('row');
    expect(await rows.count()).toBe(51);
    await page.getByRole('button', { name: 'Plus ancien' }).click();
    await page.getByText('Compte 1', { exact: true }).waitFor();
    await page.getByLabel('D’un seul compte').fill('Ana');
    await page.keyboard.press('Enter');
    await eventuallyCount(31);
    expect(await page.getByText('Sur le serveur').count()).toBe(0);
  });

  test('nothing scrolls sideways in the narrowest window', async () => {
    const [width, height] = [320, 640];
    await bench.city.database.query(
      `insert into console_act (tenant, agent, action, subject)
         values ('pantin', 'Marie-Antoinette de La Rochefoucauld', 'outside-name-changed', gen_random_uuid()::text)`,
    );
    await page.setViewportSize({ width, height });
    for (const section of ['Comptes', 'Journal', 'Votre compte']) {
      if (section === 'Comptes') await goTo(section);
      else await page.getByRole('link', { name: section }).click();
      await page.getByRole('heading', { level: 1, name: section }).waitFor();
      await page.getByRole('table').first().waitFor();
      await expectAccessible(page, `${section} at ${width}`);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect([section, overflow]).toEqual([section, 0]);
    }
  });
});

describe('one’s own account', () => {
  test('a password is changed at its fields: too short, not alike, the old one wrong, done', async () => {
    await goTo(/Votre compte/, 'Votre compte');
    await fill({ old: 'x', fresh: 'court', again: 'autre' });
    await page.getByText('Il faut au moins 12 signes.').waitFor();
    await page.getByText('Les deux ne sont pas pareils.').waitFor();
    await expectAccessible(page, 'password problems');
    await fill({ old: 'x', fresh: 'assez-long-pour-lui', again: 'assez-long-pour-lui' });
    await page.getByText('Ce n’est pas votre mot de passe actuel.').waitFor();
    await fill({
      old: bench.city.agent.password,
      fresh: 'assez-long-pour-lui',
      again: 'assez-long-pour-lui',
    });
    await page.getByText('C’est changé.').waitFor();
    bench.city.agent.password = 'assez-long-pour-lui';
    await expectAccessible(page, 'password changed');
  });

  test('a desk that nobody touches is cleared, in a section that asks nothing by itself', async () => {
    await page.clock.install();
    await goTo(/Votre compte/, 'Votre compte');
    const next = () => page.waitForRequest('**/console/rpc/me').then((request) => request.headers());
    let asked = next();
    await page.clock.fastForward(60_000);
    expect(Number((await asked)['x-borne-idle'])).toBeGreaterThanOrEqual(59);
    await page.keyboard.press('Shift');
    asked = next();
    await page.clock.fastForward(60_000);
    expect(Number((await asked)['x-borne-idle'])).toBeLessThan(61);
    await bench.city.database.query(`update session set acted_at = now() - interval '31 minutes'`);
    await page.clock.fastForward(61_000);
    await page.getByText(/Votre session est terminée/).waitFor();
    expect(await page.getByRole('heading', { name: 'Votre compte' }).count()).toBe(0);
  });

  test('a passkey is added by somebody who has just come in, and others are told what to do', async () => {
    await goTo(/Votre compte/, 'Votre compte');
    await bench.city.database.query(`update session set started_at = now() - interval '11 minutes'`);
    await page.getByLabel('Nom de la nouvelle clé').fill('Téléphone');
    await page.keyboard.press('Enter');
    await page
      .getByRole('alert')
      .getByText(/quittez, entrez de nouveau/)
      .waitFor();
  });

  test('all sessions are closed but the one that asks', async () => {
    const elsewhere = await bench.open();
    await elsewhere.signIn();
    await elsewhere.page.getByRole('banner').waitFor();
    await goTo(/Votre compte/, 'Votre compte');
    await page.getByText('Celle-ci').waitFor();
    await expectAccessible(page, 'own account');
    await page.getByRole('button', { name: 'Fermer toutes mes sessions' }).click();
    await page.getByRole('button', { name: 'Fermer', exact: true }).first().waitFor({ state: 'detached' });
    await page.getByText('Celle-ci').waitFor();
    await elsewhere.page.reload();
    await elsewhere.page.getByRole('heading', { name: 'Répondre aux visiteurs' }).waitFor();
    await elsewhere.close();
  });
});

describe('a passkey', () => {
  let browser: CDPSession;
  let authenticatorId: string;

  beforeEach(async () => {
    await bench.city.database.query('delete from passkey');
    browser = await page.context().newCDPSession(page);
    await browser.send('WebAuthn.enable');
    ({ authenticatorId } = await browser.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
      },
    }));
    await goTo(/Votre compte/, 'Votre compte');
    await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
    await page.getByText('Donnez un nom à la clé.').waitFor();
    await page.getByLabel('Nom de la nouvelle clé').fill('Poste de l’accueil');
    await page.keyboard.press('Enter');
    await page.getByRole('rowheader', { name: 'Poste de l’accueil' }).waitFor();
  });

  test('is added by its owner, opens the console without a name or a password, and is removed', async () => {
    await expectAccessible(page, 'passkeys');
    await page.getByLabel('Nom de la nouvelle clé').fill('La même');
    await page.keyboard.press('Enter');
    await page.getByText(/Votre appareil en a peut-être déjà une/).waitFor();
    await signOut();
    await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
    await page.getByRole('link', { name: 'Votre compte : agent' }).waitFor();
    await page.getByText('Par clé d’accès').waitFor();
    await page.getByRole('button', { name: 'Retirer la clé Poste de l’accueil' }).click();
    await page.getByRole('rowheader', { name: 'Poste de l’accueil' }).waitFor({ state: 'detached' });
    const { rows } = await bench.city.database.query('select agent, action from console_act order by id');
    expect(rows).toEqual([
      { agent: 'agent', action: 'passkey-added' },
      { agent: 'agent', action: 'passkey-removed' },
    ]);
    await signOut();
    await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
    await page
      .getByRole('alert')
      .getByText(/n’est pas connue dans cette ville/)
      .waitFor();
    await expectAccessible(page, 'unknown passkey');
  });

  test('that is altered, late, for another place, sent again or not unlocked opens nothing', async () => {
    await signOut();
    for (const [spoil, reason] of [
      [altered, 'passkey-refused'],
      [outdated, 'too-late'],
      [elsewhere, 'passkey-refused'],
    ] as const) {
      await page.route('**/console/rpc/signInByPasskey', async (route) => {
        const { address, body } = await spoil(route.request().postData() ?? '');
        const response = await send(address, body);
        await route.fulfill({ status: response.status, body: await response.text() });
      });
      const answer = page.waitForResponse('**/console/rpc/signInByPasskey');
      await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
      expect(await (await answer).json()).toMatchObject({ json: { ok: false, reason } });
      await page.getByRole('alert').waitFor();
      await page.unroute('**/console/rpc/signInByPasskey');
    }

    const request = page.waitForRequest('**/console/rpc/signInByPasskey');
    await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
    await page.getByRole('link', { name: 'Votre compte : agent' }).waitFor();
    const again = await send(hubUrl, (await request).postData() ?? '');
    expect(await again.json()).toMatchObject({ json: { ok: false, reason: 'too-late' } });
    expect(again.headers.getSetCookie()).toEqual([]);

    await signOut();
    await browser.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
    await page
      .getByRole('alert')
      .getByText(/Aucune clé d’accès n’a été donnée/)
      .waitFor();
    expect(await page.evaluate(signInWithoutUnlocking)).toMatchObject({
      json: { ok: false, reason: 'passkey-refused' },
    });
  });

  /** In the page, whose browser is asked for less than the hub asks for. */
  async function signInWithoutUnlocking(): Promise<unknown> {
    const call = async (name: string, input: object): Promise<unknown> => {
      const response = await fetch(`/console/rpc/${name}`, {
        method: 'POST',
        headers: { 'x-borne-console': '1', 'content-type': 'application/json' },
        body: JSON.stringify({ json: { tenant: 'pantin', ...input } }),
      });
      return response.json();
    };
    const asked = (await call('askPasskey', {})) as { json: { value: { challenge: string; rpId: string } } };
    const { challenge, rpId } = asked.json.value;
    const text = atob(challenge.replaceAll('-', '+').replaceAll('_', '/'));
    const given = await navigator.credentials.get({
      publicKey: {
        challenge: Uint8Array.from(text, (sign) => sign.codePointAt(0) ?? 0),
        rpId,
        userVerification: 'discouraged',
      },
    });
    return call('signInByPasskey', { passkey: (given as PublicKeyCredential).toJSON() as object });
  }

  interface Spoilt {
    address: string;
    body: string;
  }

  interface Sent {
    json: { passkey: { response: { signature: string } } };
  }

  function send(address: string, body: string): Promise<Response> {
    return fetch(`${address}/console/rpc/signInByPasskey`, {
      method: 'POST',
      headers: { origin: address, 'x-borne-console': '1', 'content-type': 'application/json' },
      body,
    });
  }

  async function altered(body: string): Promise<Spoilt> {
    const sent = JSON.parse(body) as Sent;
    const { response } = sent.json.passkey;
    const other = response.signature.at(-6) === 'A' ? 'B' : 'A';
    response.signature = `${response.signature.slice(0, -6)}${other}${response.signature.slice(-5)}`;
    return { address: hubUrl, body: JSON.stringify(sent) };
  }

  async function outdated(body: string): Promise<Spoilt> {
    await bench.city.database.query(`update passkey_challenge set expires_at = now() - interval '1 second'`);
    return { address: hubUrl, body };
  }

  /** The same hub, which is another place by its bare address. */
  async function elsewhere(body: string): Promise<Spoilt> {
    return { address: bench.city.url, body };
  }
});

describe('the city’s own account', () => {
  test('one button leads to the provider and back in; whoever is unknown is told whom to ask', async () => {
    const provider = await startSignInProvider([`${hubUrl}/console/provider/return`]);
    const file = join(bench.city.keysFolder, 'pantin', 'provider.json');
    const { issuer, clientId, clientSecret } = provider;
    writeFileSync(file, JSON.stringify({ name: 'ProConnect', issuer, clientId, clientSecret }), {
      mode: 0o600,
    });
    await bench.city.database.query(
      `update agent set outside_name = 'agent@ville.example' where name = 'agent'`,
    );
    try {
      await page.reload();
      await page.getByRole('button', { name: 'Entrer avec ProConnect' }).waitFor();
      await expectAccessible(page, 'sign in with a provider');
      await visit('inconnue@ville.example');
      await page
        .getByRole('alert')
        .getByText(/n’est lié à aucun compte ici/)
        .waitFor();
      expect(page.url()).not.toContain('entry');
      await expectAccessible(page, 'unknown person');
      await visit('agent@ville.example');
      await page.getByRole('link', { name: 'Votre compte : agent' }).click();
      await page.getByText('Par le compte de la ville').waitFor();

      await signOut();
      await provider.stop();
      writeFileSync(
        file,
        JSON.stringify({ name: 'ProConnect', issuer, clientId, clientSecret, scope: 'openid' }),
      );
      await page.getByRole('button', { name: 'Entrer avec ProConnect' }).click();
      await page
        .getByRole('alert')
        .getByText(/Le compte de la ville ne répond pas/)
        .waitFor();
      await signInByPassword();
      await page.getByRole('link', { name: 'Votre compte : agent' }).waitFor();
    } finally {
      rmSync(file);
      await provider.stop();
    }
  });
});

async function visit(login: string): Promise<void> {
  await page.getByRole('button', { name: 'Entrer avec ProConnect' }).click();
  await page.getByLabel('Adresse').fill(login);
  await page.getByRole('button', { name: 'Continuer' }).click();
}

/** Signs in and opens a section by its link. */
async function goTo(section: string | RegExp, title: string = String(section)): Promise<void> {
  await signInByPassword();
  await page.getByRole('link', { name: section }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

async function signInByPassword(): Promise<void> {
  await page.getByLabel('Nom').fill(bench.city.agent.name);
  await page.getByLabel('Mot de passe').fill(bench.city.agent.password);
  await page.keyboard.press('Enter');
}

async function openAccount(name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

async function signOut(): Promise<void> {
  await page.getByRole('button', { name: 'Quitter' }).click();
  await page.getByRole('heading', { name: 'Répondre aux visiteurs' }).waitFor();
}

async function shownPassword(): Promise<string> {
  return page.locator('code.password').innerText();
}

async function fill(password: { old: string; fresh: string; again: string }): Promise<void> {
  await page.getByLabel('Mot de passe actuel').fill(password.old);
  await page.getByLabel('Nouveau mot de passe').fill(password.fresh);
  await page.getByLabel('Le nouveau, encore une fois').fill(password.again);
  await page.getByRole('button', { name: 'Changer le mot de passe' }).click();
}

async function eventuallyCount(rows: number): Promise<void> {
  await page.waitForFunction((rows) => document.querySelectorAll('tr').length === rows, rows);
}

async function tabTo(name: string): Promise<void> {
  for (let steps = 0; steps < 30; steps += 1) {
    if ((await focused()) === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no Tab leads to ${name}; the focus is on ${await focused()}`);
}

/** What the focus is on, in the words that somebody sees. */
function focused(): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    const labels = element instanceof HTMLInputElement ? element.labels : null;
    return (labels?.[0] ?? element)?.textContent.trim() ?? '';
  });
}
