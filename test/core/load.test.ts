import { expect, test } from 'vitest';
import { loadParts, takenByOthers } from '../../src/core/load.ts';

const calm = { stealShare: 0, othersCpu: 0.1, ioShare: 0.01, ioRate: 2 ** 21 };

test.each([
  ['a quiet host', {}, [undefined, undefined, undefined]],
  ['processors', { othersCpu: 0.26 }, [0.26, undefined, undefined]],
  ['steal', { stealShare: 0.021 }, [undefined, 0.021, undefined]],
  ['the drive', { ioShare: 0.3 }, [undefined, undefined, 2 ** 21]],
  [
    'a drive that is nearly idle',
    { ioShare: 0.9, ioRate: 2 ** 19 },
    [undefined, undefined, undefined],
  ],
  ['our own load', { ownCpu: 64, pressure: { cpu: 1, io: 1 } }, [undefined, undefined, undefined]],
])('what others took is told of %s', (_, change, taken) => {
  expect(loadParts.map(part => takenByOthers({ ...calm, ...change }, part))).toEqual(taken);
});

test('a reading that could not be had tells nothing', () => {
  expect(loadParts.map(part => takenByOthers({ stealShare: 0 }, part))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
