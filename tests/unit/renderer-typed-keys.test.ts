import { type TFunction } from 'i18next';
import { expect, test } from 'vitest';
import { startWithWords } from '../../renderer/language/index.ts';

/*
 * What the compiler refuses is shown by the compiler: an expected error that does not come is an error of `npm run check`.
 * The texts that come out at run time show what a visitor would have read.
 */

const { t } = startWithWords();
const words: TFunction = t;

test('a key that no catalogue has is refused', () => {
  // @ts-expect-error -- there is no such key
  expect(words('frame.bakc')).toBe('frame.bakc');
  expect(words('frame.back')).toBe('Retour');
});

test('a value that a text needs cannot be forgotten', () => {
  // @ts-expect-error -- nothing says how long
  expect(words('welcome.delay')).toContain('{{duration}}');
  // @ts-expect-error -- one of two values is missing
  expect(words('listen.rate', { number: 1 })).toContain('{{total}}');
  // @ts-expect-error -- the value has another name
  expect(words('welcome.delay', { time: '2 minutes' })).toContain('{{duration}}');
  expect(words('welcome.delay', { duration: '2 minutes' })).toContain('2 minutes');
});

test('a number that a plural needs cannot be forgotten', () => {
  // @ts-expect-error -- nothing says how many
  expect(words('text.left')).toBe('text.left');
  expect(words('text.left', { count: 2 })).toBe('Il reste 2 signes.');
});
