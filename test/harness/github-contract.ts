/**
 * Cuts the operations that we use out of GitHub's own OpenAPI descriptions, for the contract tests.
 * Fetches the package
 * @octokit/openapi (385 MB, so it is no dependency) into a temporary directory, or reads the one
 * that is named:
 *
 *     node test/harness/github-contract.ts [DIRECTORY OF @octokit/openapi]
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { cutDescription } from './openapi-cut.ts';

const version = '23.0.2';
const descriptions = ['api.github.com', 'ghes-3.17'];

/** What the action and its report half ask of GitHub. */
const operations = [
  'GET /user',
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'GET /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'GET /repos/{owner}/{repo}/issues/{issue_number}/labels',
  'GET /repos/{owner}/{repo}/issues/{issue_number}/events',
  'GET /repos/{owner}/{repo}/pulls',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/files',
  'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
  'GET /repos/{owner}/{repo}/git/commits/{commit_sha}',
  'GET /repos/{owner}/{repo}/compare/{basehead}',
  'GET /repos/{owner}/{repo}/contents/{path}',
  'POST /repos/{owner}/{repo}/statuses/{sha}',
  'GET /repos/{owner}/{repo}/commits/{ref}/statuses',
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}',
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}',
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts',
  'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
];

const target = resolve(import.meta.dirname, '../../fixtures/github/contract');
const given = process.argv[2];
const temporary = given === undefined ? mkdtempSync(join(tmpdir(), 'openapi-')) : undefined;
const source = given ?? fetchPackage(temporary ?? '');
mkdirSync(target, { recursive: true });
for (const name of descriptions) {
  const description: unknown = JSON.parse(
    readFileSync(join(source, 'generated', `${name}.json`), 'utf8'),
  );
  const cut = cutDescription(description, { operations, examples: name === 'api.github.com' });
  writeFileSync(join(target, `${name}.json`), `${JSON.stringify(cut)}\n`);
}
writeFileSync(
  join(target, 'contract.provenance.json'),
  `${JSON.stringify(provenance(), undefined, 2)}\n`,
);
copyFileSync(join(source, 'LICENSE'), join(target, 'LICENSE'));
if (temporary !== undefined) rmSync(temporary, { recursive: true });

function fetchPackage(directory: string): string {
  const argv = ['pack', `@octokit/openapi@${version}`, '--pack-destination', directory, '--silent'];
  execFileSync('npm', argv, { stdio: ['ignore', 'ignore', 'inherit'] });
  execFileSync('tar', ['xzf', join(directory, `octokit-openapi-${version}.tgz`), '-C', directory]);
  return join(directory, 'package');
}

function provenance(): object {
  const found = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')));
  return {
    command: 'node test/harness/github-contract.ts',
    source:
      'https://github.com/octokit/openapi (GitHub REST API description, github.com and GHES 3.17)',
    version: `@octokit/openapi ${found.version}`,
    licence: 'MIT',
    changed: `cut to ${operations.length} operations and the schemas that they need; descriptions and links left out, the first example of each reply kept; nullable rewritten as JSON Schema`,
  };
}
