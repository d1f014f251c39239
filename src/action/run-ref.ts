import { mkdtemp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { rejectionFacts } from '../core/rejection.ts';
import { GateError } from '../errors.ts';
import type { Job } from '../github/environment.ts';
import { readRepositoryFile } from '../github/repository.ts';
import { makeDirectories, writeWhole } from '../process/scratch.ts';
import { required } from './base.ts';

/**
 * Fetches run documents from a ref of the repository, where a job that may write has put them.
 * Returns the directory in which they lie by their paths; one that the ref lacks is absent there.
 */
export async function fetchDocuments(
  paths: readonly string[],
  ref: string,
  job: Job,
): Promise<string> {
  const { runnerTemp } = job.facts;
  await makeDirectories(runnerTemp);
  const directory = await mkdtemp(join(runnerTemp, 'storage-gate-'));
  for (const path of paths) {
    const answer = await readRepositoryFile(path, ref, job);
    const text = required(answer, `whether ${ref} has ${path}`);
    if (text === undefined) continue;
    if (!text.ok) throw new GateError('bad-document', rejectionFacts(text.rejections, 'things'));
    await makeDirectories(dirname(join(directory, path)));
    await writeWhole(join(directory, path), text.value);
  }
  return directory;
}
