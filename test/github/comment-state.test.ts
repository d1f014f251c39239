import { describe, expect, test } from 'vitest';
import {
  type CommentState,
  encodeState,
  readState,
  stateAfter,
} from '../../src/github/comment-state.ts';

const sha = (letter: string) => letter.repeat(40);
const state = (change: Partial<CommentState> = {}): CommentState => ({
  sha: sha('a'),
  run: 42,
  attempt: 1,
  verdict: 'unchanged',
  ...change,
});

describe('what a comment says of its run', () => {
  test('is read again from the comment', () => {
    const whole = state({ red: { sha: sha('b'), verdict: 'regressed' }, first: 'missing' });
    expect(readState(`<!-- marker -->\n${encodeState(whole)}\n### Storage gate`)).toEqual(whole);
  });

  test.each([
    ['nothing', 'just a text'],
    ['no JSON', '<!-- state {"run":} -->'],
    ['a run that is no number', '<!-- state {"sha":"a","run":"x"} -->'],
    [
      'a verdict that would end the comment',
      `<!-- state ${JSON.stringify(state({ verdict: '--> <b>' }))} -->`,
    ],
    ['a field that is not known', `<!-- state ${JSON.stringify({ ...state(), more: 1 })} -->`],
  ])('is nothing where it holds %s', (_, body) => {
    expect(readState(body)).toBeUndefined();
  });
});

describe('the state of a run that follows', () => {
  const now = { sha: sha('c'), run: 43, attempt: 1, verdict: 'unchanged', passed: true };
  const regressed = { ...now, verdict: 'regressed', passed: false };
  const error = { ...now, verdict: 'error', passed: undefined };

  test('remembers a red until a green was reported after it', () => {
    const red = stateAfter(undefined, { ...regressed, run: 1, sha: sha('r') });
    expect(red.red).toEqual({ sha: sha('r'), verdict: 'regressed' });
    const cancelled = stateAfter(red, { ...error, run: 2 });
    expect(cancelled.red).toEqual(red.red);
    expect(stateAfter(cancelled, { ...now, run: 3 }).red).toBeUndefined();
  });

  test('has the verdict of the first attempt, however many follow', () => {
    const first = stateAfter(undefined, regressed);
    const second = stateAfter(first, { ...error, attempt: 2 });
    const third = stateAfter(second, { ...now, attempt: 3 });
    expect([first.first, second.first, third.first]).toEqual([undefined, 'regressed', 'regressed']);
  });

  test('has none of another run, nor its own where an answer was lost', () => {
    expect(
      stateAfter(stateAfter(undefined, regressed), { ...now, run: 44, attempt: 2 }).first,
    ).toBeUndefined();
    const second = { ...now, attempt: 2 };
    expect(stateAfter(stateAfter(undefined, second), second).first).toBeUndefined();
  });
});
