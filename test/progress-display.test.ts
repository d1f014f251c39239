import { describe, expect, it } from 'vitest';
import type { Progress } from '../src/measure/progress.ts';
import { showProgress } from '../src/progress-display.ts';

function shown(progress: readonly Progress[], { isTty }: { isTty: boolean }): string {
  let text = '';
  let seconds = 0;
  const report = showProgress({
    write: more => void (text += more),
    isTty,
    columns: 100,
    now: () => (seconds += 10),
  });
  for (const step of progress) report(step);
  return text;
}

const steps: readonly Progress[] = [
  { kind: 'phase', text: 'round 1 of 3: booting the guest' },
  {
    kind: 'measuring',
    round: 1,
    rounds: 3,
    arm: 'none',
    workload: 'random read',
    done: 0,
    total: 12,
  },
  {
    kind: 'measuring',
    round: 1,
    rounds: 3,
    arm: 'none',
    workload: 'random write',
    done: 3,
    total: 12,
  },
  { kind: 'measured', round: 1, arm: 'none', throughput: { rndrd: 104857600, rndwr: 1048576 } },
];

describe('progress', () => {
  it('says after each round how long it has taken until now, and how much of that was measuring', () => {
    const timing = { boot: 2, prepare: 6, measure: 90, rest: 2 };
    const text = shown([{ kind: 'round', round: 2, timing }], { isTty: false });
    expect(text).toBe('  round 2  done 100 s after the start, 90 % of them measuring\n');
  });

  it('in a pipe is one line for each phase and each measured arm, without control characters', () => {
    const text = shown(steps, { isTty: false });
    expect(text.split('\n')).toHaveLength(3);
    expect(text).toMatch(
      /^- round 1 of 3: booting the guest\n {2}round 1 {2}none +rndrd 100(\.0)? MiB\/s {2}rndwr 1(\.000)? MiB\/s\n$/,
    );
    expect(text).not.toContain('\x1b');
  });

  it('on a terminal has a live line with share done and time left, removed before the next line', () => {
    const text = shown(steps, { isTty: true });
    expect(text).toContain('[.....');
    expect(text).toContain(
      '[#####...............] 25 %, 0:30 left: round 1 of 3, none, random write',
    );
    expect(text).toContain('random write\r\x1b[2K  round 1  none');
  });

  it('never makes the live line wider than the terminal', () => {
    const long: Progress = {
      kind: 'measuring',
      round: 1,
      rounds: 1,
      arm: 'a'.repeat(300),
      workload: 'x',
      done: 0,
      total: 4,
    };
    expect(shown([long], { isTty: true }).length).toBeLessThan(100);
  });

  it('ends with where the time went', () => {
    const timing: Progress = {
      kind: 'timing',
      boot: 10,
      prepare: 20,
      measure: 60,
      rest: 10,
      peakMemory: 100 * 2 ** 20,
    };
    expect(shown([timing], { isTty: false })).toBe(
      '- boot 10.0 s, prepare 20.0 s, measure 60.0 s, rest 10.0 s: 60 % of 100 s was measuring; this process took 100 MiB at most\n',
    );
  });
});
