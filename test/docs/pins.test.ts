import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { ourAccount } from '../../scripts/docs/account.ts';
import { fillPins, readPins } from '../../scripts/docs/pins.ts';
import { workflowBlocks, workflowFiles } from '../harness/documented-workflow.ts';

const root = resolve(import.meta.dirname, '../..');
const places = [...workflowFiles(), ...workflowBlocks()];
const pins = readPins(resolve(root, '.github/workflows'));

/** Every `uses:` of another's action, with the comment behind it. */
const used = places.flatMap(({ place, text }) =>
  [...text.matchAll(/\buses: (?!\.\/)(\S+)(.*)$/gm)]
    .map(([, action = '', comment = '']) => ({ place, action, comment: comment.trim() }))
    .filter(({ action }) => !action.startsWith(`${ourAccount}/qemu-storage-gate`)),
);

test.each(used)('$place pins $action by a commit, and names its version', ({ action, comment }) => {
  expect(action).toMatch(/^[\w-]+\/[\w./-]+@[0-9a-f]{40}$/);
  expect(comment).toMatch(/^# v\d+\.\d+\.\d+$/);
});

test('what people copy has the pins of our own workflows', () => {
  for (const { place, text } of places) expect(fillPins(text, pins), place).toBe(text);
  const missing = used.filter(({ action }) => !pins.has(action.split('@')[0] ?? ''));
  expect(missing).toEqual([]);
});

test('a new pin in a workflow moves every other place', () => {
  const before = readFileSync(resolve(root, 'examples/matrix.yml'), 'utf8');
  const newer = `@${'0'.repeat(40)} # v99.0.0`;
  const after = fillPins(before, new Map([['actions/checkout', newer]]));
  expect(after).toContain(`uses: actions/checkout${newer}\n`);
  expect(after).not.toContain(`actions/checkout${pins.get('actions/checkout')}`);
});
