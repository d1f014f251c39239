import { describe, expect, test } from 'vitest';
import { clockDoubt } from '../../src/core/step-clock.ts';

describe('the seconds of a tool', () => {
  test('are believed where its call took as long on the host, or longer, for it has to start', () => {
    expect(clockDoubt({ elapsed: 2, tool: 2 })).toBeUndefined();
    expect(clockDoubt({ elapsed: 9, tool: 2 })).toBeUndefined();
    // Clocks tick in milliseconds, and each at its own rate.
    expect(clockDoubt({ elapsed: 10, tool: 10.1 })).toBeUndefined();
  });

  test('are not believed where there were fewer on the host', () => {
    expect(clockDoubt({ elapsed: 1.5, tool: 2 })).toBe(
      "the tool counted 2.00 s, but its call took only 1.50 s on the host's clock",
    );
  });
});

describe("a guest's clock", () => {
  const step = { elapsed: 3, tool: 2 };
  const span = (guest: number) => clockDoubt({ ...step, guest: { guest, least: 3, most: 3.5 } });

  test.each([3, 3.2, 3.5])('is believed where it counts %d s in 3 to 3.5 s of the host', guest => {
    expect(span(guest)).toBeUndefined();
  });

  test('that is slow makes its disks look too fast, and is not believed', () => {
    expect(span(2.5)).toBe("the guest's clock is too slow: it counted 2.50 s in 3.00 to 3.50 s of the host's");
    // Though the tool's seconds would fit into those of its call.
    expect(clockDoubt(step)).toBeUndefined();
  });

  test('that is fast is not believed either', () => {
    expect(span(4)).toBe("the guest's clock is too fast: it counted 4.00 s in 3.00 to 3.50 s of the host's");
  });

  test('that stands still is not believed', () => {
    expect(span(0)).toContain('too slow');
  });
});
