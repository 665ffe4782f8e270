import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeResponse, encodeRequest } from '../../electron/shell/ipp.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

/** An answer about two jobs, written by hand from RFC 8010. */
const ANSWER = hex(`
  0200 0000 00000001
  01 47 0012 617474726962757465732d63686172736574 0005 7574662d38
  02 21 0006 6a6f622d6964 0004 00000007
     23 0009 6a6f622d7374617465 0004 00000009
     44 0007 726561736f6e73 0003 6f6e65
     44 0000 0003 74776f
  02 21 0006 6a6f622d6964 0004 00000008
     22 0004 646f6e65 0001 01
  03`);

test('a question is written as RFC 8010 has it', () => {
  const question = encodeRequest({
    operation: 'cancel',
    attributes: [
      ['integer', 'job-id', 7],
      ['boolean', 'purge-job', true],
      ['keyword', 'which', 'a', 'b'],
    ],
    job: [['keyword', 'media', 'A4']],
  });
  expect(question).toEqual(
    hex(`
    0200 0008 00000001
    01 47 0012 617474726962757465732d63686172736574 0005 7574662d38
       48 001b 617474726962757465732d6e61747572616c2d6c616e6775616765 0002 656e
       21 0006 6a6f622d6964 0004 00000007
       22 0009 70757267652d6a6f62 0001 01
       44 0005 7768696368 0001 61
       44 0000 0001 62
    02 44 0005 6d65646961 0002 4134
    03`),
  );
});

describe('an answer', () => {
  test('is read group by group, with every value', () => {
    const { status, groups } = decodeResponse(ANSWER);
    expect(status).toBe(0);
    expect(groups.map((group) => Object.fromEntries(group))).toEqual([
      { 'job-id': [7], 'job-state': [9], reasons: ['one', 'two'] },
      { 'job-id': [8], done: [true] },
    ]);
  });

  test('that is cut off anywhere is refused, and never read for ever', () => {
    for (let length = 0; length < ANSWER.length; length += 1)
      expect(() => decodeResponse(ANSWER.subarray(0, length)), String(length)).toThrow(RangeError);
  });

  test('of any other bytes is read or refused', () => {
    const anything = fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      try {
        decodeResponse(Buffer.from(bytes));
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    });
    fc.assert(anything);
  });
});
