import { expect, test } from 'vitest';
import { unfilledOf } from '../../scripts/docs/unfilled.ts';

const unfilled = (text: string) => unfilledOf({ file: 'docs/a.md', text }, ['boot', 'store']);

test('a page whose parts are written lacks nothing', () => {
  const text = '<!-- boot:start -->\n```\n1 s\n```\n<!-- boot:end -->\n<!-- plain -->\n';
  expect(unfilled(text)).toEqual([]);
});

test('an empty part is told, beside one that is filled', () => {
  const filled = '<!-- store:start -->\n| 1 |\n<!-- store:end -->\n';
  expect(unfilled(`<!-- boot:start -->\n\n<!-- boot:end -->\n${filled}`)).toEqual([
    'docs/a.md: the part "boot" is empty',
  ]);
});

test('a part that nothing writes is told, filled or not', () => {
  const part = '<!-- overhead:start -->\n85 %\n<!-- overhead:end -->\n';
  expect(unfilled(part)).toEqual([
    'docs/a.md: nothing in scripts/docs.ts writes the part "overhead"; a bench needs its document',
  ]);
});

test('a rehearsal that nobody did is told', () => {
  expect(unfilled('<!-- rehearsal: store -->\n')).toEqual([
    'docs/a.md: <!-- rehearsal: store --> stands for what nobody did yet',
  ]);
});
