import { readFile, stat, writeFile } from 'node:fs/promises';
import { describeRejection } from '../core/rejection.ts';
import { decodeRun, encodeRun, type Run } from '../core/run.ts';
import { GateError } from '../errors.ts';

/** A run document is a few megabytes at most; a larger file is something else. */
const maxBytes = 64 * 2 ** 20;

/** Reads and decodes a run document; whatever is wrong with it is `bad-document`, with the path inside it. */
export async function readRun(path: string): Promise<Run> {
  const decoded = decodeRun(await parseJson(path));
  if (decoded.ok) return decoded.value;
  const [first, ...others] = decoded.rejections;
  throw new GateError('bad-document', {
    problem: `${path} is not a run document: ${first === undefined ? 'it is empty' : describeRejection(first)}`,
    why:
      others.length === 0
        ? undefined
        : `${others.length} more, such as ${others.slice(0, 3).map(describeRejection).join('; ')}`,
    remedy: 'give a document that `storage-gate measure --out` wrote, with this version or an older one',
    path,
  });
}

/** Writes a run document for the user. */
export async function writeRun(path: string, run: Run): Promise<void> {
  await writeOutput(path, encodeRun(run));
}

/** Writes a file that the user named; failing is an error of the argument. */
export async function writeOutput(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (cause) {
    const why = (cause as Error).message;
    throw new GateError('bad-argument', { problem: `${path} can't be written`, why, path }, { cause });
  }
}

async function parseJson(path: string): Promise<unknown> {
  try {
    const { size } = await stat(path);
    if (size > maxBytes)
      throw new Error(`it has ${size} bytes, more than the ${maxBytes} that a run document may have`);
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    const why = (cause as Error).message;
    throw new GateError('bad-document', { problem: `${path} can't be read as a run document`, why, path }, { cause });
  }
}
