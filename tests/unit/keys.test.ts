import { describe, expect, test } from 'vitest';
import { isSwitch, meansKeys, verbOf } from '../../renderer/keys/verbs.ts';
import { KEY_VERBS, kioskConfigurationSchema, USUAL_ACCESS } from '../../shared/contract/index.ts';
import { mayReachPage } from '../../electron/shell/keys.ts';

const MAP = USUAL_ACCESS.keys;

const press = (key: string, more: object = {}) => ({ key, writing: false, withModifier: false, ...more });

describe('the usual map of keys', () => {
  test.each([
    ['ArrowDown', 'next'],
    ['ArrowUp', 'previous'],
    ['Enter', 'select'],
    ['R', 'help'],
    ['F23', 'help'],
    ['F13', 'dark'],
    ['F15', 'headset-in'],
    ['F16', 'headset-out'],
    ['1', 'switch-move'],
    ['2', 'switch-select'],
    ['AudioVolumeUp', 'louder'],
  ])('%s means %s', (key, verb) => {
    expect(verbOf(press(key), MAP)).toBe(verb);
  });

  test('has a key for every verb, none for two, and the shell lets each one through to the page', () => {
    const all = KEY_VERBS.flatMap((verb) => MAP[verb]);
    expect(new Set(all).size).toBe(all.length);
    for (const verb of KEY_VERBS) expect(MAP[verb].length, verb).toBeGreaterThan(0);
    for (const key of all) {
      expect(mayReachPage({ key, control: false, alt: false, meta: false }), key).toBe(true);
    }
  });
});

test('somebody who writes on a keyboard is not taken for somebody who uses a pad', () => {
  for (const key of ['m', '1', '.', 'ArrowDown', 'Enter']) {
    expect(verbOf(press(key, { writing: true }), MAP), key).toBeUndefined();
  }
  expect(verbOf(press('F15', { writing: true }), MAP)).toBe('headset-in');
  expect(verbOf(press('AudioVolumeDown', { writing: true }), MAP)).toBe('quieter');
});

test('a command of the system is nobody’s verb', () => {
  expect(verbOf(press('r', { withModifier: true }), MAP)).toBeUndefined();
});

test('Enter alone does not begin the use of keys: it is on every keyboard', () => {
  expect(meansKeys('select')).toBe(false);
  expect(meansKeys('headset-out')).toBe(false);
  expect(meansKeys('next')).toBe(true);
  expect(meansKeys('switch-move')).toBe(true);
  expect(isSwitch('next')).toBe(false);
});

describe('the map is configuration', () => {
  test('a pad with other keys is described, the rest stays as it is', () => {
    const read = kioskConfigurationSchema.parse({
      hub: 'http://h.fr',
      keys: { next: ['F17'], help: ['F18'] },
    });
    expect(read.keys.next).toEqual(['F17']);
    expect(read.keys.previous).toEqual(['ArrowUp']);
    expect(verbOf(press('F17'), read.keys)).toBe('next');
    expect(verbOf(press('ArrowDown'), read.keys)).toBeUndefined();
  });

  test('a misspelt verb is refused', () => {
    const read = kioskConfigurationSchema.safeParse({ hub: 'http://h.fr', keys: { nxt: ['F17'] } });
    expect(read.success).toBe(false);
  });
});
