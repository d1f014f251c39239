import { parseArgs } from 'node:util';

/** How a bench was called. */
export interface BenchFlags {
  /** Figures as JSON on stdout in place of the table. */
  readonly json: boolean;
  /** Exit status 1 where a bar is missed. */
  readonly check: boolean;
  /** Times that each thing is measured; the bench's own default where left out. */
  readonly repeat: number | undefined;
  readonly accelerator: 'kvm' | 'tcg';
  /** Minutes to wait for another benchmark on this host. */
  readonly lockWait: number;
}

/** The flags in `argv`, which all benches share; RangeError or TypeError for what is none. */
export function parseBenchFlags(argv: readonly string[]): BenchFlags {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      json: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      repeat: { type: 'string' },
      accel: { type: 'string', default: 'tcg' },
      'lock-wait': { type: 'string', default: '30' },
    },
  });
  const { json, check, accel, repeat } = values;
  if (accel !== 'kvm' && accel !== 'tcg')
    throw new RangeError(`--accel: ${accel} is neither kvm nor tcg`);
  return {
    json,
    check,
    repeat: repeat === undefined ? undefined : countOf('repeat', repeat),
    accelerator: accel,
    lockWait: countOf('lock-wait', values['lock-wait']),
  };
}

function countOf(name: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    throw new RangeError(`--${name}: ${text} is not a whole number from 1 to 1000`);
  }
  return count;
}
