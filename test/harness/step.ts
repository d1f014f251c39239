import { readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { startGithub } from './github.ts';
import { type StepRequest, startRunner } from './runner.ts';

/** How the comment of the harness's gate begins. */
export const marker = '<!-- qemu-storage-gate:Storage-gate.gate -->';

/** Who comments with a job's own token. */
export const bot = 'github-actions[bot]';

/** The group of fixtures/github/merge-group.json. */
export const mergeGroup = {
  pullNumber: 104,
  headSha: '2ffea6db159f6b6c47a24e778fb9ef40cf6b1c7d',
  baseSha: '380387fbc80638b734a49e1be1c4dfec1c01b33c',
};

/**
 * Runs one step, main and post, on a new runner before a new GitHub; for steps that come as far as
 * no guest.
 */
export async function runStep(
  request: Omit<StepRequest, 'apiUrl'>,
  files: Readonly<Record<string, string>> = {},
  behaviour: Parameters<typeof startGithub>[0] = {},
) {
  await using github = await startGithub(behaviour);
  using runner = startRunner();
  await putFiles(runner.workspace, files);
  const result = await runner.runStep({ ...request, apiUrl: github.apiUrl });
  const left = [...readdirSync(runner.workspace), ...readdirSync(runner.toolCache)].filter(
    name => !Object.keys(files).some(path => path.split('/')[0] === name),
  );
  return { ...result, github, requests: github.requests, left };
}

/** Writes files, by their names below a workspace. */
export async function putFiles(
  workspace: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, name)), { recursive: true });
    await writeFile(join(workspace, name), text);
  }
}
