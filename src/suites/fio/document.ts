import { z } from 'zod';
import { parseJson } from '../../core/parse-json.ts';
import { accept, type Outcome, reject } from '../../core/rejection.ts';

// Only what is used is looked at; fio adds fields from version to version.
const amount = z.number().nonnegative();
const percentile = z.record(z.string(), amount).optional();
const latency = z.object({ mean: amount, max: amount, N: amount, percentile });

/** One direction of a job: bytes, bytes per second, milliseconds, nanoseconds. */
const side = z.object({
  io_bytes: amount,
  bw_bytes: amount,
  iops: amount,
  runtime: amount,
  total_ios: amount,
  clat_ns: latency,
});

const job = z.object({
  jobname: z.string(),
  error: z.number(),
  'job options': z.record(z.string(), z.string()),
  read: side,
  write: side,
  trim: z.object({ total_ios: amount }),
  /** `total_ios` stays 0 for psync with fdatasync: the count is lat_ns.N. */
  sync: z.object({ lat_ns: latency }),
});

const schema = z.object({
  'fio version': z.string().regex(/^fio-3\.\d+/, 'is not fio 3, whose format this is'),
  'global options': z.record(z.string(), z.string()).default({}),
  jobs: z.array(job).min(1).max(16),
});

/** What fio 3 prints with --output-format=json, in its own names and units. */
export type FioDocument = z.infer<typeof schema>;
export type FioJob = FioDocument['jobs'][number];
export type FioSide = FioJob['read'];

/**
 * Reads fio's JSON. fio writes its remarks (`note: …`, `fio: …`) before it on the same stream;
 * anything else there, or after it, is rejected, as is JSON that was cut. C's `nan` and `inf`, and
 * commas of a locale, are no JSON.
 */
export function readFioDocument(stdout: string): Outcome<FioDocument> {
  const lines = stdout.split('\n');
  const start = lines.findIndex(line => line === '{');
  const before = lines
    .slice(0, start === -1 ? undefined : start)
    .filter(line => line.trim() !== '');
  const strange = before.find(line => !/^(?:note|fio|[\w-]+): /.test(line));
  if (strange !== undefined)
    return reject('fio', `expected fio's JSON, found ${JSON.stringify(strange.slice(0, 120))}`);
  if (start === -1) {
    const said = before.at(-1);
    return reject(
      'fio',
      said === undefined ? "expected fio's JSON, found nothing" : `fio gave up: ${said}`,
    );
  }
  const document = parseJson(lines.slice(start).join('\n'));
  if (document === undefined) return brokenJson(lines.slice(start));
  const parsed = schema.safeParse(document);
  if (parsed.success) return accept(parsed.data);
  const [issue] = parsed.error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  return reject(
    'fio',
    `${path}: ${issue?.message ?? 'not what fio 3 prints'}`,
    'install fio 3, for instance 3.33',
  );
}

/** A line of JSON as fio prints it. */
const jsonLine = /^\s*(?:"[^"]*" : )?(?:[{[]|(?:[\]}]|"[^"]*"|-?\d+(?:\.\d+)?)?,?)$/;

function brokenJson(lines: readonly string[]): Outcome<never> {
  const end = lines.indexOf('}');
  // The last line of a report that was cut may be any part of one.
  const strange = lines
    .slice(0, end < 0 ? -1 : undefined)
    .find((line, index) => !jsonLine.test(line) || (end >= 0 && index > end && line !== ''));
  if (strange === undefined)
    return reject('fio', "fio's JSON is not whole", 'a truncated report is no reading');
  const problem = `expected one report in JSON, found: ${strange.trim().slice(0, 120)}`;
  return reject('fio', problem, 'measure again, in the locale C');
}
