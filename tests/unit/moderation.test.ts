import { describe, expect, test } from 'vitest';
import { findingsIn, saysAnything, withoutParts } from '../../shared/moderation/index.ts';

/** What is found, as kind and words. */
function found(text: string): string[] {
  return findingsIn(text).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
}

describe('telephone numbers', () => {
  test.each([
    ['Appelez-moi au 06 12 34 56 78 le soir.', '06 12 34 56 78'],
    ['0612345678', '0612345678'],
    ['Mon numéro : 06.12.34.56.78, merci', '06.12.34.56.78'],
    ['+33 (0)6 12 34 56 78', '+33 (0)6 12 34 56 78'],
    ['رقمي ٠٦١٢٣٤٥٦٧٨', '٠٦١٢٣٤٥٦٧٨'],
  ])('%s', (text, number) => expect(found(text)).toEqual([`telephone: ${number}`]));

  test.each(['Il faut 120 000 euros', 'Le budget 2024-2026', 'Les lignes 170, 249 et 330', 'Le 93500'])(
    'not in "%s"',
    (text) => expect(found(text)).toEqual([]),
  );
});

describe('addresses', () => {
  test.each([
    ['Écrivez à amina.b@exemple.fr svp', 'email: amina.b@exemple.fr'],
    ['amina arobase exemple point fr', 'email: amina arobase exemple point fr'],
    ['J’habite 12 bis, rue Hoche à côté', 'address: 12 bis, rue Hoche à côté'],
    ['au 8 AVENUE Jean Lolive', 'address: 8 AVENUE Jean Lolive'],
    ['I live at 14 Green Park Road', 'address: 14 Green Park Road'],
    ['bâtiment B12 est froid', 'address: bâtiment B12'],
  ])('%s', (text, finding) => expect(found(text)).toContain(finding));

  test.each(['Des bancs rue Hoche', 'Place de la Pointe', 'le parc de 4 hectares', '3 bancs'])(
    'a public place is none: "%s"',
    (text) => expect(found(text)).toEqual([]),
  );
});

describe('hints of minors', () => {
  test.each([
    'J’ai 12 ans et je veux un skatepark',
    "j'ai douze ans",
    'Ma fille de 8 ans traverse seule',
    'Mon fils, qui est en CP, a 6 ans',
    'I am 14 years old',
    'My daughter is 9 years old',
    'Tengo 13 años',
    'Tenho 15 anos',
    'Am 12 ani',
    'Ben 12 yaşındayım',
    'Мне 12 лет',
    'Мені 12 років',
    'عمري 12 سنة',
    'میری عمر ۱۲ سال ہے',
    'আমার বয়স ১২ বছর',
    'எனக்கு 12 வயது',
    '我12岁',
  ])('%s', (text) => expect(findingsIn(text).map(({ kind }) => kind)).toContain('minor'));

  test.each(['J’ai 42 ans', 'J’habite ici depuis 12 ans', 'Dans 10 ans il sera tard', 'un plan de 5 ans'])(
    'not in "%s"',
    (text) => expect(found(text)).toEqual([]),
  );
});

describe('insults', () => {
  test('are found whatever their accents, and say why', () => {
    expect(findingsIn('Bande d’ENCULÉS !')).toMatchObject([{ kind: 'insult', why: 'insult' }]);
    expect(findingsIn('sale bougnoule')).toMatchObject([{ kind: 'insult', why: 'origin' }]);
    expect(findingsIn('这个王八蛋')).toMatchObject([{ kind: 'insult' }]);
  });

  test.each([
    'La dispute des voisins',
    'Le bus a du retard',
    'la curva de la calle',
    'Députés',
    'Le pédestre',
    'des bancs',
  ])('are not seen inside other words: "%s"', (text) => expect(found(text)).toEqual([]));
});

test('what is found is in the order of the text, each once', () => {
  const text = 'Ma fille de 8 ans : 06 12 34 56 78, a@b.fr';
  expect(found(text)).toEqual(['minor: fille de 8 ans', 'telephone: 06 12 34 56 78', 'email: a@b.fr']);
});

describe('taking parts out', () => {
  const text = 'Appelez Léa au 06 12 34 56 78 pour un banc.';
  const at = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length });

  test('marks each gap, and makes one of those that meet', () => {
    expect(withoutParts(text, [at('06 12 34 56 78'), at('Léa')])).toBe('Appelez […] au […] pour un banc.');
    expect(withoutParts(text, [at('Léa'), at('au'), at('06 12')])).toBe('Appelez […] 34 56 78 pour un banc.');
    expect(withoutParts(text, [])).toBe(text);
    expect(
      withoutParts(text, [
        { start: -5, end: 7 },
        { start: 900, end: 999 },
      ]),
    ).toBe(text.replace('Appelez', '[…]'));
  });

  test('may leave nothing', () => {
    expect(saysAnything(withoutParts(text, [{ start: 0, end: text.length }]))).toBe(false);
    expect(saysAnything(withoutParts(text, [at('Léa')]))).toBe(true);
  });
});
